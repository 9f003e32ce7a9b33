"""Chat: said, edited, taken back, hidden, restored."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sessions.live import rules
from sessions.live.actions.log import as_of_now, check_pace, open_log, refuse, told_before, withhold, write
from sessions.live.enums import MessageState, StreamName
from sessions.live.models import Event, LiveRoom, Message, RoomMember, Stream
from sessions.live.naming import name_of
from sessions.live.shown import message_shown


@transaction.atomic
def post_message(
    *,
    room: LiveRoom,
    text: str,
    by: RoomMember,
    client_id: str = "",
    reply_to: Message | None = None,
    agenda_uid: UUID | None = None,
    stream_name: str = StreamName.ROOM,
) -> Event:
    """Say something. The same `client_id` again changes nothing and gives the same event.

    Raises PermissionDenied with the reason, or ValidationError: too fast (`slow` and `pace`, seconds in
    `params["wait"]`).
    """
    stream = open_log(room, stream_name)
    if event := told_before(stream, client_id, by):
        return event
    refuse(rules.why_no_message(as_of_now(by), stream.room))
    check_pace(by)
    _check_slow_mode(stream, by)
    message = Message.objects.create(
        room=stream.room,
        stream=stream,
        author=by,
        author_name=name_of(by),
        author_role=by.role,
        text=text,
        reply_to=reply_to,
        agenda_uid=agenda_uid,
    )
    return write(stream, "message.posted", message.about, message_shown(message), by=by, client_id=client_id)


def _check_slow_mode(stream: Stream, by: RoomMember) -> None:
    """Raises ValidationError (`slow`) while the interval since one's last message runs; the office has none."""
    if by.role or not stream.room.slow_seconds:
        return
    last = Message.objects.filter(stream=stream, author=by).order_by("-pk").first()
    wait = stream.room.slow_seconds - (timezone.now() - last.at).total_seconds() if last else 0
    if wait > 0:
        seconds = int(-(-wait // 1))
        sentence = f"続けて送るには、あと{seconds}秒お待ちください。"
        raise ValidationError(sentence, code="slow", params={"wait": seconds})


@transaction.atomic
def edit_message(*, message: Message, text: str, by: RoomMember, client_id: str = "") -> Event:
    """Put one's own words differently, within five minutes. What stood there before is in no stored event any more."""
    stream, message = _hold(message)
    if event := told_before(stream, client_id, by):
        return event
    _check_own(message, by)
    message.text, message.edited_at = text, timezone.now()
    message.save(update_fields=["text", "edited_at"])
    withhold(message, message_shown(message))
    return write(stream, "message.edited", message.about, message_shown(message), by=by, client_id=client_id)


@transaction.atomic
def delete_message(*, message: Message, by: RoomMember, client_id: str = "") -> Event:
    """Take one's own words back, within five minutes."""
    stream, message = _hold(message)
    if event := told_before(stream, client_id, by):
        return event
    _check_own(message, by)
    message.text, message.state = "", MessageState.DELETED
    message.save(update_fields=["text", "state"])
    withhold(message, message_shown(message))
    return write(stream, "message.deleted", message.about, message_shown(message), by=by, client_id=client_id)


@transaction.atomic
def hide_message(*, message: Message, reason: str, by: RoomMember) -> Event:
    """Take somebody's words from every screen and out of the log; they can be restored. Raises PermissionDenied."""
    if not rules.moderates(by):
        raise PermissionDenied
    stream, message = _hold(message)
    if message.state != MessageState.SHOWN:
        raise ValidationError("この発言は、もう表示されていません。", code="gone")
    message.state, message.reason = MessageState.HIDDEN, reason
    message.save(update_fields=["state", "reason"])
    withhold(message, message_shown(message))
    log(message.room, "live.hide", user=by.user, data={"thing": message.about, "reason": reason})
    return write(stream, "message.hidden", message.about, message_shown(message), by=by)


@transaction.atomic
def restore_message(*, message: Message, by: RoomMember) -> Event:
    """Show again what was hidden."""
    if not rules.moderates(by):
        raise PermissionDenied
    stream, message = _hold(message)
    if message.state != MessageState.HIDDEN:
        raise ValidationError("この発言は、非表示になっていません。", code="gone")
    message.state, message.reason = MessageState.SHOWN, ""
    message.save(update_fields=["state", "reason"])
    log(message.room, "live.restore", user=by.user, data={"thing": message.about, "reason": ""})
    withhold(message, message_shown(message))
    return write(stream, "message.restored", message.about, message_shown(message), by=by)


def _hold(message: Message) -> tuple[Stream, Message]:
    """The open log of the message's stream, and the message as it is now."""
    stream = open_log(message.room, message.stream.name)
    return stream, Message.objects.select_related("room", "stream").get(pk=message.pk)


def _check_own(message: Message, by: RoomMember) -> None:
    refuse(rules.why_silent(as_of_now(by), message.room))
    if message.author_id != by.pk:
        raise PermissionDenied("ほかの人の発言は変更できません。")
    if not rules.can_change_message(by, message):
        minutes = int(rules.OWN_CHANGES / timedelta(minutes=1))
        raise ValidationError(f"編集と削除ができるのは、送ってから{minutes}分までです。", code="late")
