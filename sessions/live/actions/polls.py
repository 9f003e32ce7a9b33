"""Polls: laid out, opened, answered, closed."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sessions.live import rules
from sessions.live.actions.log import as_of_now, open_log, refuse, told_before, write
from sessions.live.enums import PollKind, PollState, Voter
from sessions.live.models import Event, LiveRoom, Poll, PollAnswer, RoomMember, Stream
from sessions.live.shown import poll_shown

SCALE = ["5", "4", "3", "2", "1"]


@transaction.atomic
def add_poll(
    *, room: LiveRoom, title: str, kind: str, options: list[str], voter: str, shows_results: bool, by: RoomMember
) -> None:
    """A draft, which only the moderators see."""
    if not rules.moderates(by):
        raise PermissionDenied
    fixed = {PollKind.SCALE: SCALE, PollKind.WORDS: []}
    details = {"title": title, "kind": kind, "voter": voter, "shows_results": shows_results}
    Poll.objects.create(room=room, options=fixed.get(PollKind(kind), options), **details)


@transaction.atomic
def open_poll(*, poll: Poll, by: RoomMember) -> Event:
    """Announce a poll and take answers. Raises PermissionDenied, or ValidationError (`order`)."""
    stream, poll = _hold(poll, by, PollState.DRAFT)
    poll.state, poll.opened_at = PollState.OPEN, timezone.now()
    return _move(stream, poll, "poll.opened", by=by)


@transaction.atomic
def close_poll(*, poll: Poll, by: RoomMember) -> Event:
    """Take no more answers, and show what they were."""
    stream, poll = _hold(poll, by, PollState.OPEN)
    poll.state, poll.closed_at = PollState.CLOSED, timezone.now()
    return _move(stream, poll, "poll.closed", by=by)


def _hold(poll: Poll, by: RoomMember, state: str) -> tuple[Stream, Poll]:
    if not rules.moderates(by):
        raise PermissionDenied
    stream = open_log(poll.room)
    poll = Poll.objects.get(pk=poll.pk)
    if poll.state != state:
        raise ValidationError("この投票の状態は、ほかの人が変えました。画面を確かめてください。", code="order")
    return stream, poll


def _move(stream: Stream, poll: Poll, kind: str, *, by: RoomMember) -> Event:
    poll.save()
    log(stream.room, "live.poll", user=by.user, data={"thing": poll.about, "reason": poll.get_state_display()})
    return write(stream, kind, poll.about, poll_shown(poll), by=by)


@transaction.atomic
def answer_poll(*, poll: Poll, choices: list[str], by: RoomMember, client_id: str = "") -> Event:
    """Answer once, for oneself or for one's department. The choices have been looked at by the form.

    Raises PermissionDenied, or ValidationError: too late (`closed`), answered already (`answered`).
    """
    if poll.room_id != by.room_id:
        raise PermissionDenied
    stream = open_log(poll.room)
    if event := told_before(stream, client_id, by):
        return event
    refuse(rules.why_silent(as_of_now(by), stream.room))
    poll = Poll.objects.get(pk=poll.pk)
    if poll.state != PollState.OPEN:
        raise ValidationError("投票は締め切られました。", code="closed")
    department = by.participant.department if poll.voter == Voter.DEPARTMENT and by.participant else None
    _check_once(poll, by, department)
    kept = choices if poll.kind == PollKind.MULTIPLE else choices[:1]
    PollAnswer.objects.create(poll=poll, member=by, department=department, choices=kept)
    return write(stream, "poll.answered", poll.about, poll_shown(poll), by=by, client_id=client_id)


def _check_once(poll: Poll, by: RoomMember, department) -> None:
    if poll.answers.filter(member=by).exists():
        raise ValidationError("すでに投票しています。", code="answered")
    if department and poll.answers.filter(department=department).exists():
        raise ValidationError("この投票は1部署1回です。同じ部署の方が、すでに投票しています。", code="answered")
