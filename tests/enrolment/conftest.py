"""What several subjects stand on: a session at a venue and online with its desk, and a list of people to import."""

import pytest

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.actions.desk import Act, take_act
from sessions.models import StudySession
from studygroup.models import Participant

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
