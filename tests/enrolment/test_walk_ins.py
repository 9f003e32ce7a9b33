"""Who comes to the desk without having signed up."""

from django.urls import reverse

from sessions.enrolment.actions.walk_ins import Newcomer, register_walk_in
from sessions.enrolment.enums import DeskAct, DeskAnswer
from sessions.enrolment.models import Attendance
from studygroup.models import Department, Municipality, Participant
from tests.factories.attending import taken, with_seats

CODE = "mitigation-2021-2"


def walk_in(cast, study_session, key="w1", name="見本 次郎", department="気候課", **more):
    newcomer = Newcomer(Municipality.objects.get(name="府中市"), department, name)
    return register_walk_in(study_session=study_session, person=newcomer, key=key, by=cast.secretariat, **more)


def test_a_newcomer_is_signed_up_and_checked_in_once(cast, study_session):
    first, again = walk_in(cast, study_session), walk_in(cast, study_session)

    row = Attendance.objects.get()
    assert (first.answer, again.answer, first.attendance, again.attendance) == ("checked_in", "checked_in", row, row)
    assert (row.mode, row.is_walk_in, row.participant.is_coordinator) == ("venue", True, False)
    assert taken(study_session) == 1


def test_a_newcomer_who_is_known_by_another_spelling_is_the_same_person(cast, study_session, attending):
    walk_in(cast, study_session, "w1", name="髙橋 見本", department="環境 推進課")

    again = walk_in(cast, study_session, "w2", name="高橋見本", department="環境推進課")

    assert again.answer == DeskAnswer.ALREADY
    assert Department.objects.filter(municipality__name="府中市", name__contains="推進").count() == 1


def test_a_walk_in_at_a_full_venue_leaves_nothing_behind_until_confirmed(cast, study_session):
    with_seats(study_session, seats=0)

    full = walk_in(cast, study_session)
    assert (full.answer, Attendance.objects.count(), Participant.objects.filter(name="見本 次郎").count()) == (
        DeskAnswer.FULL,
        0,
        0,
    )

    confirmed = walk_in(cast, study_session, beyond_seats=True)
    assert (confirmed.answer, Attendance.objects.get().is_walk_in, taken(study_session)) == ("without_seat", True, 0)


def test_a_walk_in_undone_gives_the_seat_back(cast, study_session, press):
    came = walk_in(cast, study_session)

    press(came.attendance, "u1", act=DeskAct.UNDO, seen=came.at, mode=came.was)

    row = Attendance.objects.get()
    assert (row.mode, row.is_walk_in, taken(study_session)) == ("absent", False, 0)
    assert list(Attendance.objects.taking_part()) == []


def test_the_page_for_walk_ins_finds_people_of_departments_and_takes_new_ones(desk, cast, study_session):
    person = Participant.objects.get(user=cast.other)
    address = reverse("enrolment:walk-in-register", args=[CODE])

    found = [each for each, _ in desk.get(address, {"q": "すみだ"}).context["people"]]
    known = desk.post(address, {"key": "w1", "participant": person.pk}, follow=True)
    new = desk.post(
        address,
        {"key": "w2", "municipality": "府中", "department": "気候課", "name": "見本 次郎", "kana": ""},
        follow=True,
    )

    assert found == [person]
    assert [page.context["outcome"]["answer"] for page in (known, new)] == ["checked_in", "checked_in"]
