"""Who leaves a department: what ends, what stays, and that somebody still speaks for it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.actions.membership import (
    add_colleague,
    end_coordinator,
    make_coordinator,
    remove_person,
)
from sessions.enrolment.actions.seats import sign_up_of
from sessions.enrolment.models import Attendance
from sessions.models import StudySession
from studygroup.models import Participant

LAST_DAY = date(2021, 10, 25)
pytestmark = pytest.mark.django_db


def test_who_leaves_gives_up_later_sessions_and_keeps_earlier_ones(cast, department, person):
    sessions = [StudySession.objects.get(code=f"mitigation-2021-{number}") for number in (1, 2)]
    Attendance.objects.create(participant=person, study_session=sessions[0], mode="venue")
    sessions[1].modes = ["venue", "online"]
    answer(participant=person, study_session=sessions[1], mode="venue", by=cast.coordinator)

    remove_person(participant=person, last_day=LAST_DAY, by=cast.coordinator)

    modes = list(person.attendances.order_by("study_session__date_from").values_list("mode", flat=True))
    assert (modes, sign_up_of(sessions[1]).seats_taken) == (["venue", "absent"], 0)
    assert Participant.objects.get(pk=person.pk).until == LAST_DAY


def test_a_seat_given_up_is_offered_to_whoever_waits(cast, department, person):
    session = StudySession.objects.get(code="mitigation-2021-2")
    session.modes = ["venue", "online"]
    sign_up = sign_up_of(session)
    sign_up.seats = 1
    sign_up.save()
    waiting = cast.participant.participants.get()
    answer(participant=person, study_session=session, mode="venue", by=cast.coordinator)
    answer(participant=waiting, study_session=session, mode="online", wants_venue=True, by=cast.coordinator)

    remove_person(participant=person, last_day=LAST_DAY, by=cast.coordinator)

    assert waiting.attendances.get().offered_until is not None
    assert sign_up_of(session).seats_taken == 1


def test_access_ends_after_the_last_day(clock, cast, person):
    remove_person(participant=person, last_day=LAST_DAY, by=cast.coordinator)

    states = []
    for moment in ("2021-10-25T23:59+09:00", "2021-10-26T00:00+09:00"):
        clock.move_to(moment)
        states.append(Participant.objects.get(pk=person.pk).is_current)

    assert states == [True, False]


def test_the_last_coordinator_neither_leaves_nor_steps_back(cast, department, person):
    own = cast.coordinator.participants.get()
    acts = [
        lambda: remove_person(participant=own, last_day=LAST_DAY, by=cast.coordinator),
        lambda: end_coordinator(participant=own, by=cast.coordinator),
    ]

    for act in acts:
        with pytest.raises(ValidationError) as refusal:
            act()
        assert refusal.value.code == "last_coordinator"

    make_coordinator(participant=person, by=cast.coordinator)
    end_coordinator(participant=own, by=cast.coordinator)
    assert list(department.participants.filter(is_coordinator=True)) == [person]


def test_a_coordinator_who_is_leaving_does_not_count_as_one_who_stays(cast, department, person):
    make_coordinator(participant=person, by=cast.coordinator)
    remove_person(participant=person, last_day=date(2021, 11, 30), by=cast.coordinator)

    with pytest.raises(ValidationError):
        end_coordinator(participant=cast.coordinator.participants.get(), by=cast.coordinator)


def test_nobody_without_a_mailbox_becomes_coordinator(cast, department):
    person = add_colleague(department=department, name="メールなし", by=cast.coordinator)

    with pytest.raises(ValidationError):
        make_coordinator(participant=person, by=cast.coordinator)
