"""Keeping a room: opened, closed, its settings, who may write, the agenda, what is pinned. The secretariat's."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sessions.live import rules
from sessions.live.actions.entering import enter_room, feed_attendance
from sessions.live.actions.log import open_log, told_before, write
from sessions.live.enums import StreamName
from sessions.live.models import AgendaStep, Announcement, Event, LiveRoom, RoomMember, Stream
from sessions.live.shown import announcement_shown, room_shown, step_shown
from sessions.models import StudySession


@transaction.atomic
def prepare_room(*, study_session: StudySession) -> LiveRoom:
    """The room of a session, not open yet, with everyone's stream and the desk's; the same again is the same room."""
    room, _ = LiveRoom.objects.with_session().get_or_create(
        study_session=study_session, defaults={"audience": rules.audience_of(study_session)}
    )
    for name in (StreamName.ROOM, StreamName.DESK):
        Stream.objects.get_or_create(room=room, name=name)
    return room


@transaction.atomic
def open_room(*, study_session: StudySession, by) -> LiveRoom:
    """Let people in and write, for the first time or after closing by mistake. Raises PermissionDenied."""
    if not rules.can_moderate(by):
        raise PermissionDenied
    stream = open_log(prepare_room(study_session=study_session))
    room = stream.room
    if not room.is_open:
        room.opened_at, room.closed_at = room.opened_at or timezone.now(), None
        _tell_room(stream, "room.opened", by=enter_room(room=room, by=by))
    return room


@transaction.atomic
def close_room(*, room: LiveRoom, by: RoomMember) -> Event | None:
    """From now on the room is read and not written to; who was there long enough attended."""
    stream = _hold(room, by)
    if not stream.room.is_open:
        return None
    stream.room.closed_at = timezone.now()
    feed_attendance(room=stream.room, by=by)
    return _tell_room(stream, "room.closed", by=by)


@transaction.atomic
def change_settings(*, room: LiveRoom, is_chat_open: bool, slow_seconds: int, has_queue: bool, by: RoomMember) -> Event:
    """Close the chat, slow it down, look at questions before they are shown. Raises ValidationError (`closed`)."""
    stream = _hold_open(room, by)
    stream.room.is_chat_open, stream.room.slow_seconds = is_chat_open, slow_seconds
    stream.room.has_queue = has_queue
    return _tell_room(stream, "room.changed", by=by)


@transaction.atomic
def tie_recording(*, room: LiveRoom, recording_from: datetime, by: RoomMember) -> None:
    """Say when the recording begins, so that the record leads to its moments."""
    room = _hold(room, by).room
    room.recording_from = recording_from
    room.save(update_fields=["recording_from"])
    log(room, "live.recording", user=by.user)


@transaction.atomic
def move_agenda(*, room: LiveRoom, uid: UUID, by: RoomMember) -> Event:
    """Go on to an item of the session's agenda.

    Raises ValidationError: an item of another session (`unknown`), a room that is not open (`closed`).
    """
    stream = _hold_open(room, by)
    item = stream.room.study_session.agenda_items.filter(uid=uid).first()
    if item is None:
        raise ValidationError("この回の議題ではありません。", code="unknown")
    step = AgendaStep.objects.create(room=stream.room, uid=uid, title=item.title)
    write(stream, "agenda.moved", step.about, step_shown(step), by=by)
    stream.room.agenda_uid = uid
    return _tell_room(stream, "room.changed", by=by)


@transaction.atomic
def pin_announcement(*, room: LiveRoom, text: str, by: RoomMember, client_id: str = "") -> Event:
    """Say something above everything that is said, until it is taken down. Raises ValidationError (`closed`)."""
    stream = _hold_open(room, by)
    if event := told_before(stream, client_id, by):
        return event
    announcement = Announcement.objects.create(room=stream.room, text=text)
    log(stream.room, "live.announce", user=by.user, data={"thing": announcement.about, "reason": text})
    data = announcement_shown(announcement)
    return write(stream, "announcement.pinned", announcement.about, data, by=by, client_id=client_id)


@transaction.atomic
def unpin_announcement(*, announcement: Announcement, by: RoomMember) -> Event:
    """Take an announcement down; the record keeps it."""
    stream = _hold(announcement.room, by)
    announcement.is_pinned = False
    announcement.save(update_fields=["is_pinned"])
    data = announcement_shown(announcement)
    return write(stream, "announcement.unpinned", announcement.about, data, by=by)


@transaction.atomic
def mute_member(*, member: RoomMember, is_muted: bool, by: RoomMember) -> None:
    """Stop somebody's writing in this room, or let them write again. Nobody else is told."""
    _hold(member.room, by)
    if member.role:
        raise ValidationError("事務局・アドバイザーの書き込みは止められません。", code="role")
    member.muted_at = timezone.now() if is_muted else None
    member.save(update_fields=["muted_at"])
    log(member.room, "live.mute" if is_muted else "live.unmute", user=by.user, data={"thing": str(member.pk)})


def _hold(room: LiveRoom, by: RoomMember) -> Stream:
    if not rules.moderates(by):
        raise PermissionDenied
    return open_log(room)


def _hold_open(room: LiveRoom, by: RoomMember) -> Stream:
    stream = _hold(room, by)
    if not stream.room.is_open:
        raise ValidationError("部屋が開いている間だけ変えられます。", code="closed")
    return stream


def _tell_room(stream: Stream, kind: str, *, by: RoomMember) -> Event:
    room = stream.room
    room.save()
    log(room, f"live.{kind.partition('.')[2]}", user=by.user, data=room_shown(room))
    return write(stream, kind, room.about, room_shown(room), by=by)
