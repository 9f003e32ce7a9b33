"""Two at the same moment: an hour is given once, a result comes out once; and what happens without the guard."""

from contextlib import contextmanager
from threading import Barrier

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone

from qna.consultations.actions import arranging
from qna.consultations.actions.arranging import Date, arrange
from qna.consultations.actions.sorting import publish_result
from qna.consultations.models import Call, Consultation, Meeting, OfferedHour
from studygroup.enums import Role
from studygroup.models import Department, Municipality, User
from studygroup.notices.models import OutboxLetter
from tests.factories.consultations import make_call, make_hour, topic_of
from tests.parallel import all_at_once, leaving_no_trace
from tests.parallel import real_commits as _django_db_helper  # noqa: F401

RIVALS = 6
ON_SQLITE = "sqlite" in settings.DATABASES["default"]["ENGINE"]
MADE = (
    "studygroup.User", "studygroup.Department", "consultations.Call", "consultations.Topic", "consultations.Criterion",
    "consultations.OfferedHour", "consultations.Consultation", "consultations.Meeting", "notices.OutboxLetter",
    "notices.Notice",
)  # fmt: skip


@pytest.fixture
def world(db):
    with leaving_no_trace(*MADE):
        yield World()


class World:
    """One hour of one advisor, and as many departments that ask for it."""

    def __init__(self):
        municipality = Municipality.objects.get(name="立川市")
        self.office = User.objects.create_user("office-race@test.example")
        self.office.groups.add(Group.objects.get(name=Role.SECRETARIAT))
        advisor = User.objects.create_user("advisor-race@test.example", name="担当")
        advisor.groups.add(Group.objects.get(name=Role.ADVISOR))
        self.hour = make_hour(advisor)
        self.departments = [
            Department.objects.create(municipality=municipality, name=f"同時の課{number}", field="environment")
            for number in range(RIVALS)
        ]
        self.asked = [self.request(department) for department in self.departments]

    def request(self, department, **values) -> Consultation:
        defaults = {"department": department, "fiscal_year": 2021, "way": "online", "body": "相談"}
        return Consultation.objects.create(**defaults | values)

    def give_hour_to(self, consultation):
        return lambda: arrange(
            consultation=consultation,
            date=Date.of_hour(OfferedHour.objects.select_related("advisor").get(pk=self.hour.pk)),
            way="online",
            by=User.objects.get(pk=self.office.pk),
        )

    @property
    def meetings(self) -> int:
        return Meeting.objects.standing().filter(hour=self.hour).count()


def test_an_hour_is_given_once_and_the_others_are_told(world):
    results = all_at_once(world.give_hour_to(one) for one in world.asked)

    refused = [one for one in results if isinstance(one, ValidationError)]
    waiting = Consultation.objects.filter(department__in=world.departments, state="received").count()
    assert (world.meetings, len(refused), waiting) == (1, RIVALS - 1, RIVALS - 1)
    assert {next(iter(one.message_dict)) for one in refused} <= {"hour"}


def looking_first(gate: Barrier):
    """Reads whether the hour is free, waits until everybody has read, and takes it."""

    def look_then_take(*, hour):
        if not OfferedHour.objects.filter(pk=hour.pk, taken_at=None).exists():
            raise ValidationError({"hour": "取られています"})
        gate.wait(30)
        OfferedHour.objects.filter(pk=hour.pk).update(taken_at=timezone.now())

    return look_then_take


@contextmanager
def without_constraint(name: str):
    constraint = next(one for one in Meeting._meta.constraints if one.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Meeting, constraint)
    try:
        yield
    finally:
        Meeting.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Meeting, constraint)


@pytest.mark.skipif(ON_SQLITE, reason="SQLite writes one after another, guard or none")
def test_without_the_conditional_update_the_constraint_still_gives_the_hour_once(world, monkeypatch):
    monkeypatch.setattr(arranging, "take_hour", looking_first(Barrier(RIVALS)))
    monkeypatch.setattr(arranging, "_check_advisor", lambda date: None)

    results = all_at_once(world.give_hour_to(one) for one in world.asked)

    assert (world.meetings, sum(isinstance(one, IntegrityError) for one in results)) == (1, RIVALS - 1)


@pytest.mark.skipif(ON_SQLITE, reason="SQLite writes one after another, guard or none")
def test_without_update_and_constraint_the_hour_is_given_to_several(world, monkeypatch):
    monkeypatch.setattr(arranging, "take_hour", looking_first(Barrier(RIVALS)))
    monkeypatch.setattr(arranging, "_check_advisor", lambda date: None)

    with without_constraint("meeting_hour_is_given_once"):
        all_at_once(world.give_hour_to(one) for one in world.asked)
        given = world.meetings

    assert given == RIVALS


def test_a_result_that_two_publish_at_once_comes_out_once(world):
    call = make_call(opens_on="2021-10-01", closes_on="2021-10-20")
    for department in world.departments:
        world.request(department, call=call, topic=topic_of(call, "F"), is_selected=True)

    def publish():
        return publish_result(call=Call.objects.get(pk=call.pk), by=User.objects.get(pk=world.office.pk))

    results = all_at_once(publish for _ in range(4))

    keys = OutboxLetter.objects.values_list("key", flat=True)
    assert sorted(str(type(one).__name__) for one in results) == ["ValidationError"] * 3 + ["int"]
    assert len(keys) == len(set(keys))
