"""Wanting to speak."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from sessions.live import rules
from sessions.live.actions.log import as_of_now, open_log, refuse, told_before, write
from sessions.live.models import Event, LiveRoom, RoomMember, Stream
from sessions.live.shown import gone, hand_shown


@transaction.atomic
def raise_hand(*, room: LiveRoom, is_up: bool, by: RoomMember, client_id: str = "") -> Event | None:
    """Raise one's hand, or take it down. What changes nothing is no event."""
    stream = open_log(room)
    if event := told_before(stream, client_id, by):
        return event
    refuse(rules.why_silent(as_of_now(by), stream.room))
    return _set(stream, by, is_up, by=by, client_id=client_id)


@transaction.atomic
def lower_hand(*, member: RoomMember, by: RoomMember) -> Event | None:
    """A moderator gave somebody the floor. Raises PermissionDenied."""
    if not rules.moderates(by):
        raise PermissionDenied
    stream = open_log(member.room)
    member.refresh_from_db(fields=["hand_raised_at"])
    return _set(stream, member, False, by=by)


def _set(stream: Stream, member: RoomMember, is_up: bool, *, by: RoomMember, client_id: str = "") -> Event | None:
    if (member.hand_raised_at is not None) == is_up:
        return None
    member.hand_raised_at = timezone.now() if is_up else None
    member.save(update_fields=["hand_raised_at"])
    kind, data = ("hand.raised", hand_shown(member)) if is_up else ("hand.lowered", gone(member))
    return write(stream, kind, member.about, data, by=by, client_id=client_id)
