"""The office's own letters to many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from studygroup.notices import rules
from studygroup.notices.actions.posting import channels_of, one_line
from studygroup.notices.emails import Reader, by_address
from studygroup.notices.enums import Channel, LetterState
from studygroup.notices.kinds import MAILING
from studygroup.notices.models import Mailing, Notice, OutboxLetter

RELEASE_AFTER = timedelta(seconds=60)
ROWS_AT_ONCE = 500
NOBODY = "宛先がありません。"
TOO_LATE = "送信が始まったため、取り消せませんでした。"


@dataclass(frozen=True)
class Ways:
    """How a mailing reaches its readers, as each login chose: by mail at once, in the digest, on the site alone."""

    mailed: list[Reader]
    by_digest: set
    on_site: set

    @property
    def mailboxes(self) -> dict[str, list[Reader]]:
        """One letter each, with those who share it."""
        return by_address(self.mailed)


def ways_of_mailing(recipients: Iterable[Reader]) -> Ways:
    """What `send_mailing` would write for them now."""
    recipients = list(recipients)
    users = {reader.user for reader in recipients if reader.user}
    channels = channels_of(users, MAILING.kind)
    return Ways(
        mailed=[reader for reader in recipients if not reader.user or channels[reader.user.pk] == Channel.MAIL],
        by_digest={user for user in users if channels[user.pk] == Channel.DIGEST},
        on_site={user for user in users if channels[user.pk] == Channel.SITE},
    )


@transaction.atomic
def send_mailing(*, audience: str, subject: str, body: str, recipients: Sequence[Reader], by) -> Mailing:
    """Post a letter of the office to `recipients`, to go out in 60 seconds: one per mailbox, a notice per login.

    `audience` says in words who they are. The same letter of the same person again before it goes out (a double
    click) is the first one. Raises PermissionDenied, or ValidationError where no mail or notice would reach anyone.
    """
    if not rules.can_send_mail(by):
        raise PermissionDenied
    recipients = [reader for reader in recipients if reader.address or reader.user]
    if not recipients:
        raise ValidationError(NOBODY)
    get_user_model().objects.select_for_update().get(pk=by.pk)  # one click after the other
    same = Mailing.objects.filter(audience=audience, subject=one_line(subject), body=body, sent_by=by)
    earlier = same.filter(taken_back_at=None, release_at__gt=timezone.now()).first()
    return earlier or _write(audience=audience, subject=one_line(subject), body=body, recipients=recipients, by=by)


def _write(*, audience: str, subject: str, body: str, recipients: Sequence[Reader], by) -> Mailing:
    """The mailing with its notices and letters, in few statements however many they are."""
    now = timezone.now()
    mailing = Mailing.objects.create(
        audience=audience,
        subject=subject,
        body=body,
        count=len(recipients),
        sent_by=by,
        posted_at=now,
        release_at=now + RELEASE_AFTER,
    )
    ways = ways_of_mailing(recipients)
    users = {reader.user for reader in recipients if reader.user}
    notices = [_notice(mailing, user, waits_for_digest=user in ways.by_digest) for user in users]
    Notice.objects.bulk_create(notices, batch_size=ROWS_AT_ONCE)
    letters = [_letter(mailing, sharing) for sharing in ways.mailboxes.values()]
    OutboxLetter.objects.bulk_create(letters, batch_size=ROWS_AT_ONCE)
    log(instance=mailing, action="notices.send_mailing", user=by)
    return mailing


def _notice(mailing: Mailing, user, *, waits_for_digest: bool) -> Notice:
    """It shows from its own moment on, which is when the letters go out."""
    return Notice(
        user=user,
        key=_key(mailing),
        kind=MAILING.kind,
        subject=mailing.subject,
        body=mailing.body,
        posted_at=mailing.release_at,
        waits_for_digest=waits_for_digest,
    )


def _letter(mailing: Mailing, sharing: list[Reader]) -> OutboxLetter:
    users = {reader.user for reader in sharing}
    return OutboxLetter(
        key=f"{_key(mailing)}:{sharing[0].address.lower()}"[:200],
        kind=MAILING.kind,
        to_address=sharing[0].address,
        to_user=users.pop() if len(users) == 1 else None,
        subject=mailing.subject,
        body=mailing.body,
        mailing=mailing,
        posted_by=mailing.sent_by,
        posted_at=mailing.posted_at,
        send_at=mailing.release_at,
    )


def _key(mailing: Mailing) -> str:
    return f"mailing:{mailing.pk}"


@transaction.atomic
def take_back_mailing(*, mailing: Mailing, by) -> None:
    """Stop a mailing that has not gone out: its letters are dropped, its notices never shown.

    Raises PermissionDenied, or ValidationError once its minute is over; taken back twice is taken back.
    """
    if not rules.can_send_mail(by):
        raise PermissionDenied
    now = timezone.now()
    held = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if held.taken_back_at:
        return
    if held.release_at <= now:
        raise ValidationError(TOO_LATE)
    held.taken_back_at = mailing.taken_back_at = now
    held.save(update_fields=["taken_back_at"])
    held.letters.filter(state=LetterState.WAITING).update(state=LetterState.DROPPED)
    Notice.objects.filter(key=_key(held)).delete()
    log(instance=held, action="notices.take_back_mailing", user=by)
