"""Reminders, changes and cancellations: to whom, when, once, and not any more when overtaken."""

from datetime import datetime

import pytest
from django.core import mail

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.actions.reminding import post_reminders
from sessions.enrolment.models import Attendance, SignUp
from sessions.models import StudySession, Venue
from studygroup.models import Participant
from studygroup.notices.actions import send_due_letters
from studygroup.notices.models import OutboxLetter

pytestmark = pytest.mark.django_db
JOIN = "https://online.example/join"


@pytest.fixture
def study_session(db):
    """緩和策 第2回, on 29 October 13:30, published with a join link and ways to take part."""
    found = StudySession.objects.get(code="mitigation-2021-2")
    found.modes, found.join_url = ["venue", "online"], JOIN
    return publish(found)


def publish(page: StudySession, **values) -> StudySession:
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return StudySession.objects.get(pk=page.pk)


@pytest.fixture
def people(cast, study_session):
    """Two who share a mailbox (at the venue and online), one online, one who watches the recording, one not coming."""
    department = cast.coordinator.participations[0].department
    modes = {
        "一郎": ("shared@test.example", "venue"),
        "二郎": ("Shared@test.example", "online"),
        "三郎": ("saburo@test.example", "venue"),
        "四郎": ("shiro@test.example", "recording"),
        "五郎": ("goro@test.example", "absent"),
    }
    for name, (address, mode) in modes.items():
        person = Participant.objects.create(department=department, name=name, mail=address)
        answer(participant=person, study_session=study_session, mode=mode, by=cast.coordinator)
    OutboxLetter.objects.all().delete()
    return department.participants


def told(*kinds: str) -> list[tuple[str, str]]:
    rows = OutboxLetter.objects.filter(kind__in=kinds) if kinds else OutboxLetter.objects.all()
    return sorted(rows.values_list("kind", "to_address"))


@pytest.mark.parametrize(
    ("moment", "kind"),
    [
        ("2021-10-28T08:59+09:00", None),
        ("2021-10-28T09:00+09:00", "reminder_eve"),
        ("2021-10-28T23:00+09:00", "reminder_eve"),
        ("2021-10-29T06:59+09:00", None),
        ("2021-10-29T07:00+09:00", "reminder_morning"),
        ("2021-10-29T13:30+09:00", None),
        ("2021-10-30T09:00+09:00", None),
    ],
)
def test_reminders_go_the_day_before_from_nine_and_in_the_morning(people, clock, moment, kind):
    clock.move_to(moment)

    post_reminders()

    assert told() == ([(kind, "saburo@test.example"), (kind, "shared@test.example")] if kind else [])


def test_reminders_go_once_however_often_they_are_asked_for(people, clock):
    clock.move_to("2021-10-28T09:00+09:00")
    first, second = post_reminders(), post_reminders()
    clock.move_to("2021-10-29T07:30+09:00")
    post_reminders()
    post_reminders()

    assert (first, second) == (2, 2)
    assert OutboxLetter.objects.count() == 4


def test_a_shared_mailbox_has_one_letter_that_names_all(people, clock):
    clock.move_to("2021-10-28T09:00+09:00")

    post_reminders()

    letter = OutboxLetter.objects.get(to_address="shared@test.example")
    assert [name in letter.body for name in ("一郎さん：会場", "二郎さん：オンライン", "三郎")] == [True, True, False]


def test_the_join_link_is_for_those_online_alone(people, clock):
    clock.move_to("2021-10-28T09:00+09:00")

    post_reminders()

    holding = OutboxLetter.objects.filter(body__contains=JOIN).values_list("to_address", flat=True)
    assert list(holding) == ["shared@test.example"]


def test_where_the_join_link_will_stand_is_told_while_there_is_none(people, study_session, clock):
    StudySession.objects.filter(pk=study_session.pk).update(join_url="")
    clock.move_to("2021-10-28T09:00+09:00")

    post_reminders()

    letter = OutboxLetter.objects.get(to_address="shared@test.example")
    assert "オンラインの参加先は、決まりしだいマイページに載ります。" in letter.body


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("2021-10-27T17:00+09:00", "参加方法の受付は終わりました。"),
        ("2021-10-28T17:00+09:00", "参加方法を変更するときは、次のページをご覧ください。"),
    ],
)
def test_a_reminder_offers_a_change_only_while_one_is_taken(people, study_session, clock, until, sentence):
    SignUp.objects.update_or_create(study_session=study_session, defaults={"until": datetime.fromisoformat(until)})
    clock.move_to("2021-10-28T09:00+09:00")

    post_reminders()

    assert sentence in OutboxLetter.objects.get(to_address="saburo@test.example").body


def test_a_reminder_brings_the_way_there_and_the_calendar_file(people, study_session, clock, settings):
    Venue.objects.filter(pk=study_session.venue_id).update(address="見本町1-1", access="A口から3分")
    clock.move_to("2021-10-28T09:00+09:00")

    post_reminders()

    letter = OutboxLetter.objects.get(to_address="saburo@test.example")
    lines = letter.body.splitlines()
    assert {"所在地：見本町1-1", "交通・入口：A口から3分"} <= set(lines)
    assert f"{settings.SITE_URL}/calendar/mitigation-2021-2.ics" in lines
    assert letter.calendar.startswith("BEGIN:VCALENDAR")


def test_without_a_mailbox_the_coordinator_is_reminded(cast, people, study_session, clock):
    person = people.create(department=cast.coordinator.participations[0].department, name="六郎")
    answer(participant=person, study_session=study_session, mode="venue", by=cast.coordinator)
    OutboxLetter.objects.all().delete()
    clock.move_to("2021-10-28T09:00+09:00")

    post_reminders()

    assert "六郎さん：会場" in OutboxLetter.objects.get(to_address=cast.coordinator.email).body


def test_nobody_who_has_left_is_reminded(people, clock):
    people.filter(name="三郎").update(until="2021-10-27")
    clock.move_to("2021-10-28T09:00+09:00")

    post_reminders()

    assert told() == [("reminder_eve", "shared@test.example")]


def test_a_session_that_was_called_off_reminds_nobody(people, study_session, clock):
    publish(study_session, state="cancelled", reason="台風のため")
    clock.move_to("2021-10-28T09:00+09:00")

    assert post_reminders() == 0


@pytest.mark.parametrize(
    ("values", "goes"),
    [
        ({}, True),
        ({"state": "cancelled", "reason": "台風のため"}, False),
        ({"date_from": "2021-11-05"}, False),
    ],
)
def test_a_reminder_that_was_overtaken_is_not_sent(people, study_session, clock, values, goes):
    clock.move_to("2021-10-28T09:00+09:00")
    post_reminders()
    StudySession.objects.filter(pk=study_session.pk).update(**values)

    send_due_letters()

    assert any("【明日】" in message.subject for message in mail.outbox) is goes


def test_a_reminder_of_yesterday_is_not_sent_today(people, clock):
    clock.move_to("2021-10-28T09:00+09:00")
    post_reminders()
    clock.move_to("2021-10-29T00:01+09:00")

    send_due_letters()

    assert mail.outbox == []


@pytest.mark.parametrize(
    "values", [{"start": "14:00", "end": "16:30"}, {"date_from": "2021-11-05"}, {"reception": "13:10"}]
)
def test_another_day_or_hour_is_told_to_all_who_signed_up(people, study_session, values):
    page = StudySession.objects.get(pk=study_session.pk)
    for name, value in values.items():
        setattr(page, name, StudySession._meta.get_field(name).to_python(value))

    publish(page)

    assert told() == [
        ("session_changed", "saburo@test.example"),
        ("session_changed", "shared@test.example"),
        ("session_changed", "shiro@test.example"),
    ]


def test_another_venue_is_told_to_those_who_come_to_it(people, study_session):
    publish(study_session, venue=Venue.objects.create(name="見本会館", town="見本区内"))

    assert told() == [("session_changed", "saburo@test.example"), ("session_changed", "shared@test.example")]
    assert "会場：見本会館" in OutboxLetter.objects.first().body


@pytest.mark.parametrize("values", [{}, {"summary": "概要を直した"}, {"theme": "題名"}])
def test_what_moves_nobody_is_told_to_nobody(people, study_session, values):
    publish(study_session, **values)

    assert told() == []


def test_a_cancellation_is_told_once_with_its_reason(people, study_session):
    page = publish(study_session, state="cancelled", reason="台風のため")
    publish(page, reason="大雨のため")

    assert told() == [
        ("session_called_off", "saburo@test.example"),
        ("session_called_off", "shared@test.example"),
        ("session_called_off", "shiro@test.example"),
    ]
    letter = OutboxLetter.objects.first()
    assert (letter.subject, "理由：台風のため" in letter.body) == ("【中止】緩和策分科会 第2回", True)


def test_a_cancellation_taken_back_is_told(people, study_session):
    page = publish(study_session, state="cancelled", reason="台風のため")
    OutboxLetter.objects.all().delete()

    publish(page, state="scheduled")

    assert "中止を取り消し" in OutboxLetter.objects.filter(kind="session_changed").first().body


def test_a_session_that_is_past_tells_no_change(people, study_session, clock):
    clock.move_to("2021-11-01T09:00+09:00")

    publish(study_session, venue=Venue.objects.create(name="見本会館", town="見本区内"))

    assert told() == []


def test_who_waits_for_a_seat_is_told_of_a_change(people, study_session):
    Attendance.objects.filter(participant__name="五郎").update(waiting_since="2021-10-25T00:00Z")

    publish(study_session, state="cancelled", reason="台風のため")

    assert ("session_called_off", "goro@test.example") in told()
