"""What several subjects stand on: sessions, departments and their people, the desk, and a list of people to import."""

from datetime import date, time

import pytest

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.actions.desk import Act, take_act
from sessions.enrolment.actions.invitations import invite
from sessions.enrolment.models import Invitation
from sessions.models import StudySession
from studygroup.enums import DepartmentField
from studygroup.models import Department, MailDomain, Municipality, Participant

CODE = "mitigation-2021-2"


@pytest.fixture
def study_session(db):
    """緩和策 第2回, at a venue and online."""
    StudySession.objects.filter(code=CODE).update(modes=["venue", "online"])
    return StudySession.objects.get(code=CODE)


@pytest.fixture
def attending(cast, study_session):
    """`attending("見本 花子", "venue")`: a colleague of the coordinator with an answer."""

    def make(name="見本 花子", mode="venue", **details):
        department = cast.coordinator.participations[0].department
        person = Participant.objects.create(department=department, name=name, **details)
        return answer(participant=person, study_session=study_session, mode=mode, by=cast.secretariat)

    return make


@pytest.fixture
def press(cast, study_session):
    """`press(attendance, "key", act=…)`: one press of the secretariat, and what the desk answered."""

    def take(attendance, key="k1", **details):
        return take_act(study_session=study_session, act=Act(key, attendance.pk, **details), by=cast.secretariat)

    return take


@pytest.fixture
def desk(client, settings, cast):
    """The secretariat's browser at the desk."""
    settings.DEMO = True  # no second factor
    client.force_login(cast.secretariat)
    return client


@pytest.fixture
def people(cast) -> list[Participant]:
    """Two of 立川市 環境課, one of 墨田区 環境課."""
    names = {"participant": "𠮷田 一郎", "coordinator": "髙橋 花子", "other": "葛\U000e0100城 次郎"}
    people = [Participant.objects.get(user=cast[actor]) for actor in names]
    for person, name in zip(people, names.values(), strict=True):
        person.name, person.phone, person.mail = name, "03-1234-0000（内線12）", f"p{person.pk}@city.example.jp"
        person.save()
    return people


@pytest.fixture
def department(cast):
    return cast.coordinator.participations[0].department


@pytest.fixture
def at(db):
    """`at("mitigation-2021-2")`: the session, with both ways of taking part."""

    def find(code):
        StudySession.objects.filter(code=code).update(modes=["venue", "online"])
        return StudySession.objects.get(code=code)

    return find


@pytest.fixture
def colleague(department):
    return Participant.objects.create(department=department, name="見本 𠮷子")


@pytest.fixture
def municipality(db):
    """A municipality of its own mail domain."""
    found = Municipality.objects.get(name="三鷹市")
    MailDomain.objects.get_or_create(municipality=found, domain="mitaka.test.example")
    return found


@pytest.fixture
def invitation(cast, department) -> Invitation:
    return invite(department=department, mail="new@test.example", name="見本 三郎", by=cast.coordinator)


@pytest.fixture
def meeting(db):
    """A ミーティング on a day, open to any staff."""
    found = StudySession.objects.get(code="meetings-2021-2")
    day = {"date_precision": "day", "date_from": date(2021, 11, 10), "start": time(14), "end": time(16)}
    StudySession.objects.filter(pk=found.pk).update(state="scheduled", modes=["venue", "online"], **day)
    found.refresh_from_db()
    return found


@pytest.fixture
def departments(cast):
    """環境課 of 立川市 with its coordinator and a colleague, and 温暖化対策課 beside it with one person."""
    first = cast.coordinator.participations[0].department
    second = Department.objects.create(
        municipality=first.municipality, name="温暖化対策課", field=DepartmentField.ENVIRONMENT
    )
    Participant.objects.create(department=second, name="見本 次郎", mail="jiro@test.example", is_coordinator=True)
    return first, second


@pytest.fixture
def person(department) -> Participant:
    return Participant.objects.create(department=department, name="見本 次郎", mail="jiro@test.example")
