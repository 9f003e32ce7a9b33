"""The acts of the desk: who may do them, what each answers, and that one key is once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from sessions.enrolment.actions.desk import Act, set_attended, take_act
from sessions.enrolment.actions.walk_ins import Newcomer, register_walk_in
from sessions.enrolment.enums import DeskAct, DeskAnswer, DeskSeat
from sessions.enrolment.models import Attendance, DeskEntry
from studygroup.models import Municipality
from tests.factories.attending import is_in, taken, with_seats
from tests.factories.cast import ACTORS


@pytest.mark.parametrize("actor", ACTORS)
def test_the_desk_is_the_secretariats(cast, attending, study_session, actor):
    attendance = attending()
    act = Act("k1", attendance.pk)
    newcomer = Newcomer(Municipality.objects.get(name="府中市"), "環境課", "見本 次郎")
    calls = [
        lambda: take_act(study_session=study_session, act=act, by=cast[actor]),
        lambda: register_walk_in(study_session=study_session, person=newcomer, key="k2", by=cast[actor]),
        lambda: set_attended(study_session=study_session, attended={attendance.pk: True}, by=cast[actor]),
    ]

    for call in calls:
        if actor == "secretariat":
            call()
        else:
            with pytest.raises(PermissionDenied):
                call()

    assert DeskEntry.objects.count() == (2 if actor == "secretariat" else 0)


def test_checking_in_answers_with_the_time(attending, press):
    attendance = attending()
    outcome = press(attendance, at=timezone.now() - timedelta(minutes=3))

    assert (outcome.answer, outcome.at) == (DeskAnswer.CHECKED_IN, timezone.now() - timedelta(minutes=3))
    assert is_in(attendance)


def test_who_is_in_already_is_told_since_when(attending, press):
    attendance = attending()
    first = press(attendance, "k1", at=timezone.now() - timedelta(minutes=10))

    second = press(attendance, "k2")

    assert (second.answer, second.at) == (DeskAnswer.ALREADY, first.at)


@pytest.mark.parametrize("key", ["k1", "k2"])
def test_the_same_key_again_gets_the_same_answer_also_after_an_undo(attending, press, key):
    attendance = attending()
    answers = {name: press(attendance, name, at=timezone.now()).answer for name in ("k1", "k2")}
    press(attendance, "k3", act=DeskAct.UNDO)

    again = press(attendance, key)

    assert again.answer == answers[key]
    assert (is_in(attendance), DeskEntry.objects.count()) == (False, 3)


@pytest.mark.parametrize("mode", ["online", "recording", "absent"])
def test_who_is_not_signed_up_for_the_venue_is_asked_about_first(attending, press, study_session, mode):
    attendance = attending(mode=mode)

    asked = press(attendance, "k1")
    came = press(attendance, "k2", seat=DeskSeat.VENUE)

    assert (asked.answer, came.answer, came.was) == (DeskAnswer.OTHER_MODE, DeskAnswer.CHECKED_IN, mode)
    assert Attendance.objects.get(pk=attendance.pk).mode == "venue"
    assert (taken(study_session), DeskEntry.objects.count()) == (1, 1)


def test_undoing_gives_back_the_mode_and_the_seat_that_checking_in_took(attending, press, study_session):
    attendance = attending(mode="online")
    came = press(attendance, "k1", seat=DeskSeat.VENUE)

    undone = press(attendance, "k2", act=DeskAct.UNDO, seen=came.at, mode=came.was)

    assert undone.answer == DeskAnswer.UNDONE
    assert (Attendance.objects.get(pk=attendance.pk).mode, is_in(attendance)) == ("online", False)
    assert taken(study_session) == 0


def test_an_undo_leaves_another_tablets_check_in_alone(attending, press):
    attendance = attending()
    other = press(attendance, "other", at=timezone.now() - timedelta(minutes=1))

    kept = press(attendance, "late", act=DeskAct.UNDO, seen=timezone.now() - timedelta(minutes=5))

    assert (kept.answer, kept.at, is_in(attendance)) == (DeskAnswer.KEPT, other.at, True)


def test_a_full_venue_says_so_and_counts_no_seat_more_once_the_office_confirms(attending, press, study_session):
    attending("見本 一郎")
    with_seats(study_session, seats=1)
    attendance = attending(mode="online")

    full = press(attendance, "k1", seat=DeskSeat.VENUE)
    came = press(attendance, "k2", seat=DeskSeat.BEYOND)

    row = Attendance.objects.get(pk=attendance.pk)
    assert (full.answer, came.answer) == (DeskAnswer.FULL, DeskAnswer.WITHOUT_SEAT)
    assert (row.mode, row.is_walk_in, row.checked_in_at is not None) == ("online", True, True)
    assert (taken(study_session), DeskEntry.objects.count()) == (1, 1)


def test_the_desk_goes_past_the_limit_of_a_municipality(attending, press, study_session):
    attending("見本 一郎")
    with_seats(study_session, seats=5, seats_per_municipality=1)
    attendance = attending(mode="online")

    assert press(attendance, "k1", seat=DeskSeat.VENUE).answer == DeskAnswer.CHECKED_IN
    assert taken(study_session) == 2


@pytest.mark.parametrize(
    "away", [timedelta(days=-8), timedelta(hours=1), timedelta(days=365)], ids=["long ago", "ahead", "next year"]
)
def test_a_tablet_whose_clock_is_wrong_gets_the_sites_time(attending, press, away):
    assert press(attending(), at=timezone.now() + away).at == timezone.now()
