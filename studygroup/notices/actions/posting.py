"""Telling: a notice on the site for whoever has a login, and a letter in the outbox where one is wanted."""

import hashlib
from collections.abc import Callable, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from studygroup.notices import events, kinds
from studygroup.notices.emails import Letter, Reader, by_address
from studygroup.notices.enums import Channel
from studygroup.notices.models import SUBJECT_LENGTH, Notice, OutboxLetter, Preference


@transaction.atomic
def post(*, letter: Letter, to, about: models.Model | None, key: str, by) -> OutboxLetter | None:
    """Tell `to` (a user or a mail address) in the caller's transaction; returns the letter, or None where none goes.

    A user has it among the notices on the site, and by mail as they chose for this kind; an address has it by mail.
    `about` is the thing it tells of, `key` names this fact for this reader (the same key again writes nothing, also
    when the reader chose otherwise meanwhile), `by` is the user who caused it, or None for the system. The subject
    becomes one line that fits its column.
    """
    if isinstance(to, str):
        return put(letter=letter, address=to, user=None, about=about, key=key, by=by)
    channel = channels_of([to], letter.kind)[to.pk]
    if _show(letter=letter, user=to, key=key, channel=channel) and channel == Channel.MAIL:
        return put(letter=letter, address=to.email, user=to, about=about, key=key, by=by)
    return OutboxLetter.objects.filter(key=key).first()


@transaction.atomic
def post_to_many(
    *,
    letter_for: Callable[[list[str]], Letter],
    readers: Iterable[Reader],
    about: models.Model | None,
    key: str,
    by,
) -> list[OutboxLetter]:
    """Tell each of `readers`: one letter to each mailbox, one notice to each login. Returns the letters.

    `letter_for(names)` writes the letter of those who share a mailbox or a login; its kind is the same for all. Who
    chose not to be mailed is not named in the mailbox's letter. `key` names the fact for all of them: a mailbox or a
    login that was told under it is not told again. Readers with neither mailbox nor login are passed over.
    """
    readers = list(readers)
    if not readers:
        return []
    to_mail = _show_to_logins(letter_for, readers, key)
    return [
        put(
            letter=letter_for([reader.name for reader in sharing]),
            address=sharing[0].address,
            user=_one_login(sharing),
            about=about,
            key=f"{key}:{_fingerprint(address)}",
            by=by,
        )
        for address, sharing in by_address(to_mail).items()
    ]


def put(*, letter: Letter, address: str, user, about: models.Model | None, key: str, by) -> OutboxLetter:
    """The outbox row alone; the same `key` finds the row that is there."""
    row, created = OutboxLetter.objects.get_or_create(
        key=key,
        defaults={
            "kind": letter.kind,
            "to_address": address,
            "to_user": user,
            "subject": one_line(letter.subject),
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


def channels_of(users: Iterable, kind: str) -> dict[int, str]:
    """How each of `users` is told of this `kind`: as they chose, where it may be chosen, else by mail at once."""
    everyone = {user.pk: Channel.MAIL.value for user in users}
    if not kinds.is_choosable(kind):
        return everyone
    return everyone | dict(Preference.objects.filter(user__in=everyone, kind=kind).values_list("user", "channel"))


def one_line(subject: str) -> str:
    """What people typed (names, titles) may hold line breaks, which no header may, and be long."""
    words = " ".join(subject.split())
    return words if len(words) <= SUBJECT_LENGTH else words[: SUBJECT_LENGTH - 1] + "…"


def _show(*, letter: Letter, user, key: str, channel: str) -> bool:
    """Keep the notice; False when this user has it already."""
    _, created = Notice.objects.get_or_create(
        user=user,
        key=key,
        defaults={
            "kind": letter.kind,
            "subject": one_line(letter.subject),
            "body": letter.body,
            "waits_for_digest": channel == Channel.DIGEST,
        },
    )
    return created


def _show_to_logins(letter_for: Callable[[list[str]], Letter], readers: list[Reader], key: str) -> list[Reader]:
    """Keep a notice for each login among `readers`; returns those whom a letter is still to reach."""
    by_login: dict = {}
    for reader in readers:
        by_login.setdefault(reader.user, []).append(reader)
    to_mail = by_login.pop(None, [])
    channels = channels_of(by_login, letter_for([readers[0].name]).kind)
    for user, own in by_login.items():
        letter = letter_for([reader.name for reader in own])
        if _show(letter=letter, user=user, key=key, channel=channels[user.pk]) and channels[user.pk] == Channel.MAIL:
            to_mail += own
    return [reader for reader in readers if reader in to_mail]


def _one_login(sharing: list[Reader]):
    """The user a mailbox's letter is for, when it is one alone."""
    users = {reader.user for reader in sharing}
    return users.pop() if len(users) == 1 else None


def _fingerprint(address: str) -> str:
    """An address may be longer than a key has room for."""
    return hashlib.sha256(address.encode()).hexdigest()[:20]
