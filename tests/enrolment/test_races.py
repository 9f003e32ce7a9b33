"""Many at the same moment: never a seat too many, never anybody twice; and the counter-test without the lock."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from sessions.enrolment.actions import answering, seats
from sessions.enrolment.actions.answering import answer
from sessions.enrolment.actions.enrolling import Person, enrol_department
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Application, Attendance, Enrolment, SignUp
from sessions.models import Series, StudySession
from studygroup.enums import DepartmentField
from studygroup.models import Department, Municipality, Participant, User
from tests.parallel import all_at_once, leaving_no_trace
from tests.parallel import real_commits as _django_db_helper  # noqa: F401

SEATS, PEOPLE = 5, 24
MADE = (
    "studygroup.User", "studygroup.Department", "studygroup.Participant", "enrolment.SignUp", "enrolment.Application",
    "enrolment.Enrolment", "enrolment.Attendance", "notices.OutboxLetter", "notices.Notice",
)  # fmt: skip


@pytest.fixture
def world(db):
    """One department with many people, enrolled; five seats; one login that speaks for all of them."""
    with leaving_no_trace(*MADE):
        yield World()


class World:
    def __init__(self):
        municipality = Municipality.objects.get(name="立川市")
        series = Series.objects.get(key="mitigation")
        self.department = Department.objects.create(
            municipality=municipality, name="同時に申し込む課", field=DepartmentField.ENVIRONMENT
        )
        self.user = User.objects.create_user("race@test.example", municipality=municipality)
        names = [f"見本 {number}" for number in range(PEOPLE)]
        self.people = [Participant.objects.create(department=self.department, name=name) for name in names]
        Participant.objects.create(department=self.department, user=self.user, name="窓口", is_coordinator=True)
        Enrolment.objects.create(
            department=self.department, series=series, fiscal_year=2021, state=EnrolmentState.CONFIRMED
        )
        self.study_session = StudySession.objects.get(code="mitigation-2021-2")
        self.study_session.modes = ["venue", "online"]
        SignUp.objects.create(study_session=self.study_session, seats=SEATS)

    def job(self, person, mode, **more):
        return lambda: answer(
            participant=Participant.objects.get(pk=person.pk),
            study_session=self.study_session,
            mode=mode,
            by=User.objects.get(pk=self.user.pk),
            **more,
        )

    @property
    def at_venue(self) -> int:
        return Attendance.objects.filter(study_session=self.study_session).holding_a_seat().count()

    @property
    def seats_taken(self) -> int:
        return SignUp.objects.get(study_session=self.study_session).seats_taken


def test_never_more_people_than_seats(world):
    results = all_at_once(world.job(person, "venue") for person in world.people)

    refused = [each for each in results if isinstance(each, ValidationError) and each.code == "full"]
    assert (world.at_venue, world.seats_taken, len(refused)) == (SEATS, SEATS, PEOPLE - SEATS)


@pytest.mark.skipif(
    "sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite writes one after another, lock or none"
)
def test_without_the_conditional_update_there_are_too_many(world, monkeypatch):
    def look_then_take(*, attendance):
        held = Attendance.objects.filter(study_session=attendance.study_session_id).holding_a_seat().count()
        if held >= SEATS:
            raise ValidationError("満席", code="full")

    monkeypatch.setattr(answering, "take_seat", look_then_take)

    all_at_once(world.job(person, "venue") for person in world.people)

    assert world.at_venue > SEATS


def test_a_double_click_has_one_receipt_and_one_seat(world):
    results = all_at_once(world.job(world.people[0], "venue") for _ in range(6))

    assert len({each.receipt for each in results}) == 1
    assert (world.at_venue, world.seats_taken) == (1, 1)


def test_promotion_and_cancellation_leave_every_seat_counted_once(world):
    for person in world.people[:SEATS]:
        world.job(person, "venue")()
    for person in world.people[SEATS:12]:
        world.job(person, "online", wants_venue=True)()

    leaving = [world.job(person, "absent") for person in world.people[:SEATS]]
    giving_up = [world.job(person, "online") for person in world.people[SEATS:8]]
    all_at_once([*leaving, *giving_up])
    seats.tend_waiting_lists()

    waiting = Attendance.objects.filter(study_session=world.study_session).waiting_for_a_seat().count()
    assert (world.at_venue, world.seats_taken, waiting) == (4, 4, 0)


def test_a_department_that_is_submitted_twice_at_once_has_one_receipt(world):
    user = User.objects.create_user("twice@test.example", municipality=Municipality.objects.get(name="調布市"))
    User.objects.filter(pk=user.pk).update(tied_by_office=True)

    def submit():
        return enrol_department(
            municipality=Municipality.objects.get(name="調布市"),
            department_name="二度押しの課",
            department_field=DepartmentField.ENVIRONMENT,
            series=[Series.objects.get(key="mitigation")],
            people=[Person(name="見本 一郎", mail="twice@test.example")],
            key="one-form",
            by=User.objects.get(pk=user.pk),
        )

    results = all_at_once(submit for _ in range(4))

    assert {getattr(each, "receipt", each) for each in results} == {Application.objects.get(key="one-form").receipt}
