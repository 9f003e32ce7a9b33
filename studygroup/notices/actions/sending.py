"""What the worker does with the outbox: each row is taken by one conditional update, and sent over one connection."""

import logging
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone
from wagtail import hooks
from wagtail.log_actions import log

from studygroup.notices import events, rules
from studygroup.notices.enums import TROUBLED_STATES, LetterState
from studygroup.notices.mail_server import MailServer, in_words, is_refused_for_good
from studygroup.notices.models import Notice, OutboxLetter

MAX_ATTEMPTS = 5
RETRY_MINUTES = (1, 5, 15, 60)
# After the server was away nobody asks it again before the sweeper does: each letter posted wakes a sweep.
PAUSE_SECONDS = 50
SILENT_IN_A_ROW = 3  # each costs settings.EMAIL_TIMEOUT
PAUSE = "notices.mail_server_is_away"
NOT_IN_TROUBLE = "このメールは、いま送信エラーではありません。"

logger = logging.getLogger(__name__)


def send_due_letters(*, limit: int = 2000) -> int:
    """Send up to `limit` waiting letters, one short transaction each; returns how many went out.

    A letter at which the server falls silent waits for another try, behind all others, and the sweep goes on over a
    new line. A server that is away, or silent at several letters in a row, ends it: they wait for the next sweep.
    """
    release_stuck_letters()
    keys = list(OutboxLetter.objects.due().values_list("pk", flat=True)[:limit])
    if not keys or cache.get(PAUSE):
        return 0
    try:
        with MailServer() as server:
            return _send_each(keys, server)
    except OSError as error:
        _rest(error)
        return 0


def _send_each(keys: list[int], server: MailServer) -> int:
    count = silent = 0
    for pk in keys:
        count += send_letter(pk=pk, server=server)
        silent = silent + 1 if server.is_lost else 0
        if silent and not _goes_on(server, silent):
            break
    return count


def _goes_on(server: MailServer, silent: int) -> bool:
    """Whether there is a new line after `silent` letters in a row that broke theirs."""
    if silent >= SILENT_IN_A_ROW:
        _rest(ConnectionError("メールサーバーとの接続が切れました。"))
        return False
    try:
        server.open_again()
    except OSError as error:
        _rest(error)
        return False
    return True


def _rest(error: OSError) -> None:
    """Leave the server alone for a while, and let the office see why letters wait. None of them has failed."""
    logger.error("the mail server is away: %s", error)
    cache.set(PAUSE, True, PAUSE_SECONDS)
    OutboxLetter.objects.due().update(error=f"メールサーバーに接続できません（{error}）"[:1000])


def release_stuck_letters() -> None:
    """Give what a dead worker held back to the queue; what may not go twice waits for the office."""
    stuck = OutboxLetter.objects.stuck()
    stuck.filter(is_once_only=True).update(state=LetterState.UNCERTAIN)
    stuck.filter(is_once_only=False).update(state=LetterState.WAITING)


def send_letter(*, pk: int, server: MailServer) -> bool:
    """Take one letter and send it. False if another worker has it, it is no longer due, or the server refused."""
    taken = OutboxLetter.objects.filter(pk=pk, state=LetterState.WAITING).update(
        state=LetterState.SENDING, taken_at=timezone.now(), attempts=models.F("attempts") + 1
    )
    if not taken:
        return False
    row = OutboxLetter.objects.get(pk=pk)
    try:
        if not _is_still_due(row):
            _finish(row, state=LetterState.DROPPED)
            return False
        server.send(_message(row))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one letter must not hold up the others
        _put_off(row, error, is_lost=server.is_lost)
        return False
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


def _finish(row: OutboxLetter, **values) -> None:
    OutboxLetter.objects.filter(pk=row.pk).update(error="", **values)


def _put_off(row: OutboxLetter, error: Exception, *, is_lost: bool) -> None:
    """What did not go waits for another try; a refusal for good, or of the fifth try, is the office's.

    A line that broke leaves open whether the server has the letter: what may not go twice is the office's as well.
    """
    state = LetterState.WAITING
    if is_refused_for_good(error) or row.attempts >= MAX_ATTEMPTS:
        state = LetterState.FAILED
    elif is_lost and row.is_once_only:
        state = LetterState.UNCERTAIN
    OutboxLetter.objects.filter(pk=row.pk).update(
        state=state,
        error=in_words(error)[:1000],
        send_at=timezone.now() + timedelta(minutes=RETRY_MINUTES[min(row.attempts, 4) - 1]),
    )


@transaction.atomic
def retry_letter(*, letter: OutboxLetter, by) -> None:
    """Send again what did not arrive, or of which nobody knows.

    Raises PermissionDenied, or ValidationError for a letter that is not in trouble (a second click is one).
    """
    if not rules.can_send_mail(by):
        raise PermissionDenied
    again = OutboxLetter.objects.filter(pk=letter.pk, state__in=TROUBLED_STATES).update(
        state=LetterState.WAITING, attempts=0, error="", send_at=timezone.now()
    )
    if not again:
        raise ValidationError(NOT_IN_TROUBLE)
    log(instance=letter, action="notices.retry", user=by)
    events.letters_posted()


def forget_old_letters() -> int:
    """Remove the letters with which nothing more happens, and what they said on the site.

    Both RETENTION_DAYS["letters"] after they were posted. Returns how many letters.
    """
    before = timezone.now() - timedelta(days=settings.RETENTION_DAYS["letters"])
    Notice.objects.posted_before(before).delete()
    removed, _ = OutboxLetter.objects.finished().posted_before(before).delete()
    return removed
