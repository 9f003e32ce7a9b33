"""元に戻す on マイページ: the last save, once, while nothing else changed it and answers are taken."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from sessions.enrolment.actions.answering import Answer, answer, answer_all
from sessions.enrolment.actions.seats import sign_up_of
from sessions.enrolment.models import Attendance, DeskEntry, SignUp
from sessions.models import StudySession
from studygroup.models import Participant
from studygroup.notices.models import OutboxLetter
from tests.isolation import clock as site_clock

UNDO = {"undo": "1"}
BUTTON = 'name="undo"'


@pytest.fixture
def study_session(db) -> StudySession:
    """緩和策 第2回, with one seat at the venue."""
    StudySession.objects.filter(code="mitigation-2021-2").update(modes=["venue", "online"])
    found = StudySession.objects.get(code="mitigation-2021-2")
    sign_up_of(found)
    SignUp.objects.filter(study_session=found).update(seats=1)
    return found


@pytest.fixture
def own(cast) -> Participant:
    return cast.coordinator.participations[0]


@pytest.fixture
def colleague(own) -> Participant:
    return Participant.objects.create(department=own.department, name="見本 𠮷子")


@pytest.fixture
def page(client, cast) -> Client:
    """The coordinator's browser."""
    client.force_login(cast.coordinator)
    return client


def wait(minutes: int = 1) -> None:
    site_clock.move_to((timezone.now() + timedelta(minutes=minutes)).isoformat())


def save(page, study_session, modes: dict[Participant, str]):
    """Save the matrix with these answers, and read the page that follows."""
    stored = dict(Attendance.objects.filter(study_session=study_session).values_list("participant", "mode"))
    posted = {}
    for person, mode in modes.items():
        key = f"a{person.pk}-{study_session.pk}"
        posted |= {f"{key}-mode": mode, f"{key}-seen": stored.get(person.pk, "none")}
    wait()
    return page.post("/my/", posted, follow=True).text


def undo(page) -> str:
    wait()
    return page.post("/my/", UNDO, follow=True).text


def modes() -> dict[str, str]:
    return dict(Attendance.objects.values_list("participant__name", "mode"))


def seats_taken(study_session) -> int:
    return SignUp.objects.get(study_session=study_session).seats_taken


def test_the_last_save_is_taken_back_with_its_seats_and_its_letters(page, cast, own, colleague, study_session):
    answer(participant=own, study_session=study_session, mode="online", by=cast.coordinator)
    saved = save(page, study_session, {own: "venue", colleague: "recording"})
    between = modes(), seats_taken(study_session)

    undone = undo(page)

    assert ("2件の変更を保存しました" in saved, BUTTON in saved) == (True, True)
    assert between == ({"coordinator": "venue", "見本 𠮷子": "recording"}, 1)
    assert ("2件の変更を元に戻しました" in undone, modes(), seats_taken(study_session)) == (
        True,
        {"coordinator": "online"},
        0,
    )
    last = OutboxLetter.objects.filter(kind="answered").order_by("pk").last()
    assert ("coordinatorさん：オンライン" in last.body, "見本 𠮷子さん：未回答に戻しました" in last.body) == (
        True,
        True,
    )


def test_it_is_taken_back_once(page, own, study_session):
    save(page, study_session, {own: "online"})
    undo(page)
    save_elsewhere = dict(modes())

    again = undo(page)

    assert ("元に戻せる変更は、もうありません" in again, modes()) == (True, save_elsewhere)


def test_the_button_stands_on_the_page_after_the_save_alone(page, own, study_session):
    saved = save(page, study_session, {own: "online"})

    assert (BUTTON in saved, BUTTON in page.get("/my/").text) == (True, False)


def test_what_another_changed_meanwhile_stays(page, cast, own, colleague, study_session):
    save(page, study_session, {own: "online", colleague: "online"})
    answer(participant=colleague, study_session=study_session, mode="absent", by=cast.secretariat)

    told = undo(page)

    assert "事務局が" in told
    assert modes() == {"coordinator": "online", "見本 𠮷子": "absent"}


def test_what_one_changed_oneself_on_another_page_stays(page, cast, own, study_session):
    save(page, study_session, {own: "online"})
    wait()
    answer(participant=own, study_session=study_session, mode="recording", by=cast.coordinator)
    answer(participant=own, study_session=study_session, mode="online", by=cast.coordinator)

    told = undo(page)

    assert ("そのあとに変わったため、元に戻せません" in told, modes()) == (True, {"coordinator": "online"})


def test_who_was_at_the_desk_since_keeps_the_answer(page, own, study_session):
    save(page, study_session, {own: "venue"})
    attendance = Attendance.objects.get()
    DeskEntry.objects.create(study_session=study_session, attendance=attendance, key="k", act="check_in")

    undo(page)

    assert modes() == {"coordinator": "venue"}


def test_after_the_deadline_nothing_is_taken_back(page, own, study_session):
    SignUp.objects.update(until=timezone.now() + timedelta(hours=1))
    save(page, study_session, {own: "online"})
    wait(minutes=120)

    told = undo(page)

    assert ("の受付は" in told, modes()) == (True, {"coordinator": "online"})


def test_a_seat_that_somebody_else_has_by_now_is_not_taken_back(page, cast, own, study_session):
    save(page, study_session, {own: "venue"})
    save(page, study_session, {own: "online"})
    other = cast.participant.participations[0]
    answer(participant=other, study_session=study_session, mode="venue", by=cast.participant)

    told = undo(page)

    assert ("会場は満席になりました" in told, modes()) == (True, {"coordinator": "online", "participant": "venue"})


def test_no_answer_is_taken_back_but_as_the_undoing_of_a_change(cast, own, study_session):
    answer(participant=own, study_session=study_session, mode="online", by=cast.coordinator)

    with pytest.raises(ValidationError):
        answer_all(answers=[Answer(own, study_session, "", seen="online")], by=cast.coordinator)

    assert modes() == {"coordinator": "online"}
