"""The desk of a session without a venue: who is seen is checked in, and nobody is moved to a venue."""

import pytest
from django.urls import reverse

from sessions.enrolment.actions.walk_ins import Newcomer, register_walk_in
from sessions.enrolment.enums import DeskAct, DeskAnswer, DeskSeat
from sessions.enrolment.models import Attendance, SignUp
from sessions.models import StudySession
from studygroup.models import Municipality

CODE = "mitigation-2021-2"
OFFER = "会場参加に変更"


@pytest.fixture
def study_session(db) -> StudySession:
    """緩和策 第2回, by the network alone."""
    StudySession.objects.filter(code=CODE).update(modes=["online"], venue=None, town="")
    return StudySession.objects.get(code=CODE)


@pytest.mark.parametrize("mode", ["online", "recording", "absent"])
@pytest.mark.parametrize("seat", [DeskSeat.AS_SIGNED_UP, DeskSeat.VENUE])
def test_who_is_seen_is_checked_in_and_stays_as_signed_up(attending, press, mode, seat):
    attendance = attending(mode=mode)

    outcome = press(attendance, seat=seat)

    attendance.refresh_from_db()
    assert (outcome.answer, outcome.was, attendance.mode) == (DeskAnswer.CHECKED_IN, "", mode)
    assert attendance.was_there
    assert SignUp.objects.get(study_session=attendance.study_session).seats_taken == 0


def test_a_check_in_is_undone(attending, press):
    attendance = attending(mode="online")
    press(attendance)

    outcome = press(attendance, "k2", act=DeskAct.UNDO)

    attendance.refresh_from_db()
    assert (outcome.answer, attendance.checked_in_at, attendance.mode) == (DeskAnswer.UNDONE, None, "online")


def test_no_page_and_no_list_offers_the_venue(desk, attending):
    attendance = attending(mode="online")
    address = reverse("enrolment:desk", args=[CODE])

    pressed = desk.post(address, {"key": "k1", "attendance": attendance.pk, "act": "check_in"}, follow=True).text
    listed = desk.get(reverse("enrolment:desk-list", args=[CODE])).json()["people"]

    assert (OFFER in pressed, "受付しました" in pressed) == (False, True)
    assert [(row["hindrance"], row["tag"]) for row in listed] == [("", "")]


def test_those_who_stay_away_are_not_expected(desk, attending):
    attending("来る 見本", mode="online")
    attending("来ない 見本", mode="absent")

    page = desk.get(reverse("enrolment:desk", args=[CODE]))

    assert page.context["expected"] == 1


def test_a_newcomer_is_there_without_a_seat(cast, study_session):
    newcomer = Newcomer(Municipality.objects.get(name="府中市"), "環境課", "見本 次郎")

    outcome = register_walk_in(study_session=study_session, person=newcomer, key="k1", by=cast.secretariat)

    row = Attendance.objects.get()
    assert (outcome.answer, row.was_there, row.is_walk_in, row.mode) == (DeskAnswer.CHECKED_IN, True, True, "absent")
