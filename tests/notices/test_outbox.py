"""The outbox: nothing is lost, nothing goes out before the commit, and what may not go twice does not."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import transaction

from studygroup.notices.actions import MAX_ATTEMPTS, forget_old_letters, post, send_due_letters, send_letter
from studygroup.notices.emails import Letter
from studygroup.notices.enums import LetterState
from studygroup.notices.mail_server import MailServer
from studygroup.notices.models import OutboxLetter

LETTER = Letter(kind="test", subject="件名", body="本文\nhttps://study.example.org/\n")
ONCE = Letter(kind="test", subject="件名", body="本文", is_once_only=True)


def put(key="one", letter=LETTER, to="ichiro@test.example"):
    return post(letter=letter, to=to, about=None, key=key, by=None)


def states() -> dict[str, str]:
    return dict(OutboxLetter.objects.values_list("key", "state"))


@pytest.fixture
def refusing_server(monkeypatch):
    """A mail server that puts off one recipient: the network's edge, the one thing replaced here."""
    send = mail.EmailMessage.send

    def refuse(message, *args, **kwargs):
        if message.to == ["refused@test.example"]:
            raise SMTPRecipientsRefused({"refused@test.example": (450, b"not now")})
        return send(message, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)


def test_a_posted_letter_is_sent_as_plain_text_once(db, mailoutbox):
    put()

    send_due_letters()
    send_due_letters()

    assert [(sent.subject, sent.body, sent.to, sent.attachments) for sent in mailoutbox] == [
        ("件名", LETTER.body, ["ichiro@test.example"], [])
    ]


def test_the_same_fact_for_the_same_reader_is_posted_once(db):
    assert put() == put()


def test_a_letter_of_a_failed_action_does_not_exist(db):
    def fail():
        with transaction.atomic():
            put()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert states() == {}


def test_the_worker_is_woken_after_the_commit_only(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        put()

    assert len(callbacks) == 1


def test_a_refused_address_does_not_hold_up_the_others(db, mailoutbox, refusing_server):
    put("one", to="refused@test.example")
    put("two")

    send_due_letters()

    assert states() == {"one": LetterState.WAITING, "two": LetterState.SENT}


def test_the_worker_is_woken_once_for_all_letters_of_a_transaction(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        for number in range(3):
            put(f"letter-{number}")

    assert len(callbacks) == 1


def test_a_letter_that_cannot_be_written_does_not_hold_up_the_others(db, mailoutbox):
    put("one", to="ichiro@test.example\nbcc: jiro@test.example")
    put("two")

    send_due_letters()

    assert states() == {"one": LetterState.WAITING, "two": LetterState.SENT}


def test_a_question_of_another_app_that_fails_puts_the_letter_off(db, mailoutbox, register_hook):
    def fail(kind, to, about):
        raise LookupError("gone")

    put()
    register_hook("letter_due", fail)

    send_due_letters()

    row = OutboxLetter.objects.get()
    assert (row.state, row.error, mailoutbox) == (LetterState.WAITING, "送信できませんでした（gone）。", [])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("見本\r\nBcc: a@test.example", "見本 Bcc: a@test.example"),
        ("題" * 200, "題" * 200),
        ("題" * 255, "題" * 199 + "…"),
    ],
)
def test_a_subject_is_one_line_that_fits_its_column(db, typed, kept):
    row = put(letter=Letter(kind="test", subject=typed, body="本文"))

    assert row.subject == kept


def test_a_letter_that_keeps_being_refused_is_shown_to_the_office(db, clock, refusing_server):
    put("one", to="refused@test.example")

    for day in range(1, MAX_ATTEMPTS + 1):
        clock.move_to(f"2021-11-{day:02}T09:00+09:00")
        send_due_letters()

    row = OutboxLetter.objects.get()
    assert (row.state, row.attempts, "not now" in row.error) == (LetterState.FAILED, MAX_ATTEMPTS, True)


def test_what_a_dead_worker_held_is_sent_by_the_next(db, clock, mailoutbox):
    row = put()
    OutboxLetter.objects.update(state=LetterState.SENDING, taken_at=clock.present)
    clock.move_to("2021-10-25T09:06+09:00")

    send_due_letters()

    assert (states(), len(mailoutbox)) == ({row.key: LetterState.SENT}, 1)


def test_what_may_not_go_twice_waits_for_the_office_after_a_crash(db, clock, mailoutbox):
    row = put(letter=ONCE)
    OutboxLetter.objects.update(state=LetterState.SENDING, taken_at=clock.present)
    clock.move_to("2021-10-25T09:06+09:00")

    send_due_letters()

    assert (states(), len(mailoutbox)) == ({row.key: LetterState.UNCERTAIN}, 0)


def test_a_letter_another_worker_took_is_not_sent_again(db, mailoutbox):
    row = put()
    OutboxLetter.objects.update(state=LetterState.SENDING)

    with MailServer() as server:
        send_letter(pk=row.pk, server=server)

    assert mailoutbox == []


def test_a_message_keeps_its_id_when_it_is_sent_again(db, mailoutbox):
    row = put()
    send_due_letters()
    OutboxLetter.objects.update(state=LetterState.WAITING)
    send_due_letters()

    assert [sent.extra_headers["Message-ID"] for sent in mailoutbox] == [f"<outbox-{row.pk}@localhost>"] * 2


def test_a_letter_its_app_no_longer_stands_by_is_dropped(db, mailoutbox, register_hook):
    put()
    register_hook("letter_due", lambda kind, to, about: False)

    send_due_letters()

    assert (states(), mailoutbox) == ({"one": LetterState.DROPPED}, [])


@pytest.mark.parametrize("state", LetterState)
def test_a_letter_is_forgotten_a_year_after_it_was_posted_unless_it_waits(db, clock, state):
    put()
    OutboxLetter.objects.update(state=state)
    waits = state in (LetterState.WAITING, LetterState.SENDING)

    clock.move_to("2022-10-25T09:00+09:00")
    early = forget_old_letters()
    clock.move_to("2022-10-25T09:01+09:00")
    late = forget_old_letters()

    assert (early, late, OutboxLetter.objects.count()) == (0, int(not waits), int(waits))
