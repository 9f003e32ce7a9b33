"""The log: the one place in which events get their numbers.

An action opens the log of the streams it writes to, everyone's first, looks whether it was told this before, and only
then reads what its rule asks for: under the lock nothing else in the room changes.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone
from wagtail.search.index import insert_or_update_object

from sessions.live import events
from sessions.live.enums import StreamName
from sessions.live.models import Event, LiveRoom, RoomMember, Stream

MOST_WRITES, PACE = 20, timedelta(seconds=10)


def open_log(room: LiveRoom, name: str = StreamName.ROOM) -> Stream:
    """The stream, its row locked to the end of the transaction, with its room as it is now."""
    return Stream.objects.hold(room, name)


def told_before(stream: Stream, client_id: str, by: RoomMember) -> Event | None:
    """The event that this very write brought about when it was sent before. Raises ValidationError (`taken`)."""
    event = Event.objects.filter(room=stream.room, client_id=client_id).first() if client_id else None
    if event and event.by_id != by.pk:
        raise ValidationError("もう一度送ってください。", code="taken")
    return event


def check_pace(by: RoomMember) -> None:
    """A person writes no faster than a room can read. Raises ValidationError (`pace`)."""
    if Event.objects.filter(by=by, at__gt=timezone.now() - PACE).count() >= MOST_WRITES:
        sentence = "続けて送りすぎています。少し待ってから送ってください。"
        raise ValidationError(sentence, code="pace", params={"wait": PACE.seconds})


def as_of_now(member: RoomMember) -> RoomMember:
    """Whether somebody was muted, or accepted the promises, is asked under the lock."""
    member.refresh_from_db(fields=["accepted_at", "hand_raised_at", "muted_at", "role"])
    return member


def write(stream: Stream, kind: str, about: str, data: dict, *, by: RoomMember | None, client_id: str = "") -> Event:
    """Append an event with the next number and announce it on commit. Raises ValidationError (`taken`)."""
    stream.last_seq += 1
    stream.save(update_fields=["last_seq"])
    try:
        event = Event.objects.create(
            room=stream.room,
            stream=stream,
            seq=stream.last_seq,
            kind=kind,
            about=about,
            data=data,
            by=by,
            client_id=client_id,
        )
    except IntegrityError as error:  # the same client id in another stream of the room
        raise ValidationError("もう一度送ってください。", code="taken") from error
    events.publish(event)
    return event


def withhold(thing, data: dict) -> None:
    """Every stored event about `thing` says from now on no more than `data`, which goes without its words.

    Nor does a search find them in the record of a closed room.
    """
    Event.objects.about(thing).still_showing().update(data=data)
    if thing.room.closed_at:
        insert_or_update_object(thing.room)


def refuse(reason: str) -> None:
    """Raise PermissionDenied with the `reason` of a rule, if it gave one."""
    if reason:
        raise PermissionDenied(reason)
