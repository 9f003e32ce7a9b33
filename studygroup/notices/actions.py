"""Posting letters and sending them."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage
from django.db import models
from django.utils import timezone
from wagtail import hooks

from studygroup.notices import events
from studygroup.notices.emails import Letter
from studygroup.notices.enums import LetterState
from studygroup.notices.models import SUBJECT_LENGTH, OutboxLetter

MAX_ATTEMPTS = 5
RETRY_MINUTES = (1, 5, 15, 60)


def post(*, letter: Letter, to, about: models.Model | None, key: str, by) -> OutboxLetter:
    """Put `letter` for `to` (a user or a mail address) into the outbox, in the caller's transaction.

    `about` is the thing it tells of, `key` names this fact for this reader (the same key again writes nothing),
    `by` is the user who caused it, or None for the system. The subject becomes one line that fits its column.
    """
    address = to if isinstance(to, str) else to.email
    row, created = OutboxLetter.objects.get_or_create(
        key=key,
        defaults={
            "kind": letter.kind,
            "to_address": address,
            "to_user": None if isinstance(to, str) else to,
            "subject": _one_line(letter.subject),
            "body": letter.body,
            "calendar": letter.calendar,
            "is_once_only": letter.is_once_only,
            "about_type": ContentType.objects.get_for_model(about) if about else None,
            "about_id": about.pk if about else "",
            "posted_by": by,
        },
    )
    if created:
        events.letters_posted()
    return row


def _one_line(subject: str) -> str:
    """What people typed (names, titles) may hold line breaks, which no header may, and be long."""
    words = " ".join(subject.split())
    return words if len(words) <= SUBJECT_LENGTH else words[: SUBJECT_LENGTH - 1] + "…"


def send_due_letters(*, limit: int = 200) -> int:
    """Send up to `limit` waiting letters, one short transaction each; returns how many went out."""
    release_stuck_letters()
    keys = list(OutboxLetter.objects.due().values_list("pk", flat=True)[:limit])
    return sum(send_letter(pk=pk) for pk in keys)


def release_stuck_letters() -> None:
    """Give what a dead worker held back to the queue; what may not go twice waits for the office."""
    stuck = OutboxLetter.objects.stuck()
    stuck.filter(is_once_only=True).update(state=LetterState.UNCERTAIN)
    stuck.filter(is_once_only=False).update(state=LetterState.WAITING)


def send_letter(*, pk: int) -> bool:
    """Take one letter and send it. False if another worker has it, it is no longer due, or the server refused."""
    taken = OutboxLetter.objects.filter(pk=pk, state=LetterState.WAITING).update(
        state=LetterState.SENDING, taken_at=timezone.now(), attempts=models.F("attempts") + 1
    )
    if not taken:
        return False
    row = OutboxLetter.objects.get(pk=pk)
    try:
        if not _is_still_due(row):
            return _finish(row, state=LetterState.DROPPED)
        _message(row).send()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one letter must not hold up the others
        return _put_off(row, error)
    _finish(row, state=LetterState.SENT, sent_at=timezone.now())
    return True


def _is_still_due(row: OutboxLetter) -> bool:
    questions: list[Callable[..., bool]] = hooks.get_hooks("letter_due")
    return all(is_due(row.kind, row.to_user or row.to_address, row.about) for is_due in questions)


def _message(row: OutboxLetter) -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname
    message = EmailMessage(
        row.subject, row.body, to=[row.to_address], headers={"Message-ID": f"<outbox-{row.pk}@{host}>"}
    )
    if row.calendar:
        message.attach("invite.ics", row.calendar, "text/calendar")
    return message


def _finish(row: OutboxLetter, **values) -> bool:
    OutboxLetter.objects.filter(pk=row.pk).update(error="", **values)
    return False


def _put_off(row: OutboxLetter, error: Exception) -> bool:
    failed = row.attempts >= MAX_ATTEMPTS
    OutboxLetter.objects.filter(pk=row.pk).update(
        state=LetterState.FAILED if failed else LetterState.WAITING,
        error=str(error)[:1000],
        send_at=timezone.now() + timedelta(minutes=RETRY_MINUTES[min(row.attempts, 4) - 1]),
    )
    return False


def forget_old_letters() -> int:
    """Remove the letters with which nothing more happens, RETENTION_DAYS["letters"] after they were posted.

    Returns how many.
    """
    before = timezone.now() - timedelta(days=settings.RETENTION_DAYS["letters"])
    removed, _ = OutboxLetter.objects.finished().posted_before(before).delete()
    return removed
