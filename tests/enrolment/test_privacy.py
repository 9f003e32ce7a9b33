"""What is held about the reader, what they set right, and what goes when its time is over."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

import studygroup
from sessions.enrolment.actions.departments import close_department
from sessions.enrolment.actions.invitations import invite
from sessions.enrolment.actions.membership import add_colleague, follow_new_address
from sessions.enrolment.actions.retention import FORGOTTEN, LEAVER, forget_old_data
from sessions.enrolment.models import Application, Attendance, DeskEntry, Invitation
from sessions.enrolment.periods import period_in_words
from sessions.models import StudySession
from studygroup.models import Participant, User
from studygroup.notices.actions import post
from studygroup.notices.emails import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver(cast) -> Participant:
    """Somebody who left on 30 October 2021, with a session behind them."""
    department = cast.coordinator.participations[0].department
    person = add_colleague(
        department=department, name="見本 退任", mail="gone@test.example", phone="1", by=cast.coordinator
    )
    Attendance.objects.create(
        participant=person, study_session=StudySession.objects.get(code="mitigation-2021-1"), mode="venue"
    )
    Participant.objects.filter(pk=person.pk).update(until=date(2021, 10, 30))
    return person


def application(cast, state: str) -> Application:
    return Application.objects.create(
        municipality=cast.coordinator.municipality,
        department_name="環境課",
        field="environment",
        fiscal_year=2021,
        state=state,
        people=[{"name": "見本", "kana": "", "mail": "a@test.example", "phone": "1", "answers": {"x": "venue"}}],
    )


def test_a_leavers_name_goes_after_the_period_and_the_record_stays(clock, leaver):
    held = []
    for moment in ("2022-10-30T12:00+09:00", "2022-10-31T12:00+09:00"):
        clock.move_to(moment)
        forget_old_data()
        person = Participant.objects.get(pk=leaver.pk)
        held.append((person.name, person.kana, person.mail, person.phone, person.attendances.count()))

    assert held == [("見本 退任", "", "gone@test.example", "1", 1), (LEAVER, "", "", "", 1)]
    assert set(ModelLogEntry.objects.filter(object_id=str(leaver.pk)).values_list("label", flat=True)) == {LEAVER}


def test_who_was_suspended_and_never_let_in_again_is_forgotten_as_well(clock, cast):
    person = cast.suspended.participants.get()
    clock.move_to("2022-10-26T12:00+09:00")

    forget_old_data()

    assert Participant.objects.get(pk=person.pk).name == LEAVER


def test_who_is_here_stays(clock, cast):
    person = cast.coordinator.participants.get()
    clock.move_to("2031-10-26T12:00+09:00")

    forget_old_data()

    assert Participant.objects.get(pk=person.pk).name == "coordinator"


@pytest.mark.parametrize(("state", "is_forgotten"), [("confirmed", True), ("withdrawn", True), ("submitted", False)])
def test_the_people_of_a_decided_application_go(clock, cast, state, is_forgotten):
    row = application(cast, state)
    clock.move_to("2022-10-26T12:00+09:00")

    counts = [forget_old_data()["applications"], forget_old_data()["applications"]]

    people = Application.objects.get(pk=row.pk).people
    assert (people[0]["name"] == FORGOTTEN, people[0]["mail"] == "") == (is_forgotten, is_forgotten)
    assert counts == [int(is_forgotten), 0]


def test_invitations_and_the_desks_notes_go(clock, cast, leaver):
    invite(department=leaver.department, mail="new@test.example", by=cast.coordinator)
    attendance = leaver.attendances.get()
    DeskEntry.objects.create(
        study_session=attendance.study_session, attendance=attendance, key="k", act="check_in", at=timezone.now()
    )
    clock.move_to("2022-10-26T12:00+09:00")

    forgotten = forget_old_data()

    assert (forgotten["invitations"], forgotten["desk_entries"]) == (1, 1)
    assert (Invitation.objects.exists(), DeskEntry.objects.exists()) == (False, False)


@pytest.mark.parametrize("actor", ["participant", "advisor", "secretariat", "organiser"])
def test_a_login_that_belongs_somewhere_stays_however_long_it_is_unused(clock, cast, actor):
    user = cast[actor]
    clock.move_to("2031-10-26T12:00+09:00")

    forget_old_data()

    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize(
    ("details", "is_forgotten"),
    [
        ({}, True),
        ({"last_login": date(2021, 10, 26)}, True),
        ({"last_login": date(2022, 10, 26)}, False),
        ({"is_staff": True}, False),
        ({"is_superuser": True}, False),
    ],
)
def test_a_login_that_never_belonged_anywhere_goes_once_it_was_unused_for_so_long(clock, details, is_forgotten):
    if "last_login" in details:
        details = {"last_login": datetime.combine(details["last_login"], time(12), tzinfo=UTC)}
    stranger = User.objects.create_user("stranger@test.example", name="見本 知人", **details)
    stranger.emailaddress_set.create(email=stranger.email, verified=True, primary=True)
    log(stranger, "wagtail.edit")
    clock.move_to("2022-10-27T12:00+09:00")

    forgotten = forget_old_data()["logins"]

    labels = list(ModelLogEntry.objects.filter(object_id=str(stranger.pk)).values_list("label", flat=True))
    assert (forgotten, User.objects.filter(pk=stranger.pk).exists()) == (int(is_forgotten), not is_forgotten)
    assert labels == [FORGOTTEN if is_forgotten else "見本 知人"]


@pytest.mark.parametrize("actor", ["staff", "suspended", "other"])
def test_a_login_of_a_municipality_goes_when_it_is_in_no_department_any_more(clock, cast, actor):
    user = cast[actor]
    cast.other.participants.update(until=date(2021, 10, 30))
    Application.objects.filter(pk=application(cast, "confirmed").pk).update(submitted_by=user)
    clock.move_to("2022-10-31T12:00+09:00")

    forget_old_data()

    assert not User.objects.filter(pk=user.pk).exists()
    assert Application.objects.get().submitted_by is None


def test_a_leaver_who_signed_in_meanwhile_keeps_the_login(clock, cast):
    cast.other.participants.update(until=date(2021, 10, 30))
    User.objects.filter(pk=cast.other.pk).update(last_login=datetime(2022, 3, 1, tzinfo=UTC))
    held = []
    for moment in ("2022-10-31T12:00+09:00", "2023-03-02T12:00+09:00"):
        clock.move_to(moment)
        forget_old_data()
        held.append(User.objects.filter(pk=cast.other.pk).exists())

    assert held == [True, False]


def test_the_people_of_a_department_that_was_closed_are_leavers(clock, cast):
    department = cast.other.participations[0].department
    close_department(department=department, by=cast.secretariat)
    clock.move_to("2022-10-26T12:00+09:00")

    forget_old_data()

    person = department.participants.get()
    assert (person.name, person.mail, person.until) == (LEAVER, "", date(2021, 10, 25))


def test_who_waits_for_the_offices_answer_keeps_the_login(clock, cast):
    stranger = User.objects.create_user("stranger@test.example")
    row = application(cast, "provisional")
    Application.objects.filter(pk=row.pk).update(submitted_by=stranger)
    clock.move_to("2023-10-26T12:00+09:00")

    forget_old_data()

    assert User.objects.filter(pk=stranger.pk).exists()


def test_the_page_of_the_site_promises_the_periods_that_are_kept():
    pages = json.loads((Path(studygroup.__file__).parent / "data" / "pages.json").read_text(encoding="utf-8"))
    privacy = next(page for page in pages["top"] if page["slug"] == "privacy")
    rows = next(block["value"]["rows"] for block in privacy["body"] if block["type"] == "table")
    periods = {row["values"][0]: row["values"][2] for row in rows}

    promised = {
        "leavers": "氏名、ふりがな、所属する自治体と部署、メールアドレス、電話",
        "applications": "参加登録の申込の内容",
        "invitations": "部署への招待（氏名、メールアドレス）",
        "desk_entries": "会場での受付の操作の記録",
        "presences": "当日の部屋にいた時間の記録",
        "contact_messages": "お問い合わせの内容",
        "downloads": "資料をダウンロードした人、当時の部署、日時",
        "logins": "どの部署にも参加していないアカウント（メールアドレス、氏名）",
        "letters": "このサイトから送ったメールの控え",
        "question_drafts": "書きかけの質問とその添付",
        "consultations": "個別相談の申込みの内容、申し込んだ人、非公開の記録",
    }
    kept = {
        kind: f"から{period_in_words(kind)}（その後、自動で削除します" in periods[what]
        for kind, what in promised.items()
    }
    assert kept == dict.fromkeys(settings.RETENTION_DAYS, True)


def test_the_page_shows_what_is_held_and_nothing_of_others(client, cast, leaver):
    user = cast.coordinator
    letter = Letter(kind="receipt", subject="あなたへの手紙", body="x")
    post(letter=letter, to=user, about=None, key="own", by=None)
    post(letter=letter, to=cast.other, about=None, key="others", by=None)
    client.force_login(user)

    page = client.get(reverse("enrolment:privacy"))

    text = page.content.decode()
    assert (page.status_code, text.count("あなたへの手紙"), "見本 退任" in text) == (200, 1, False)
    assert "coordinator@test.example" in text


def test_one_sets_right_the_own_name_and_telephone(client, cast):
    own = cast.participant.participants.get()
    client.force_login(cast.participant)

    client.post(reverse("enrolment:privacy-correct"), {"name": "髙橋 𠮷子"})
    client.post(reverse("enrolment:person-edit", args=[own.pk]), {"name": "髙橋 𠮷子", "kana": "", "phone": "０４２"})

    own.refresh_from_db()
    assert (User.objects.get(pk=cast.participant.pk).name, own.name, own.phone) == ("髙橋 𠮷子", "髙橋 𠮷子", "042")


def test_the_people_of_a_login_follow_its_new_address(cast):
    own = cast.coordinator.participants.get()
    Participant.objects.filter(pk=own.pk).update(mail="coordinator@test.example")
    cast.coordinator.email = "new@test.example"

    follow_new_address(user=cast.coordinator, former="coordinator@test.example")

    assert Participant.objects.get(pk=own.pk).mail == "new@test.example"


def test_the_periods_are_said_in_words():
    assert (period_in_words("leavers"), period_in_words("invitations")) == ("1年", "180日")
    assert timedelta(days=settings.RETENTION_DAYS["leavers"]) == timedelta(days=365)
