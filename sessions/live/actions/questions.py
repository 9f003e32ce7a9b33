"""Questions to the speakers: asked, voted for, let through, answered."""

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sessions.live import rules
from sessions.live.actions.log import as_of_now, check_pace, open_log, refuse, told_before, withhold, write
from sessions.live.enums import ANSWERED_STATES, UNANSWERED_STATES, VOTABLE_STATES, QuestionState, StreamName
from sessions.live.models import Event, LiveRoom, Question, RoomMember, Stream, Vote
from sessions.live.naming import name_of
from sessions.live.shown import gone, question_shown

FOLLOWING = {
    QuestionState.WAITING: (QuestionState.OPEN, QuestionState.HIDDEN),
    QuestionState.OPEN: (QuestionState.NOW, *ANSWERED_STATES, QuestionState.HIDDEN),
    QuestionState.NOW: (QuestionState.OPEN, *ANSWERED_STATES, QuestionState.HIDDEN),
    QuestionState.ANSWERED: (QuestionState.OPEN, QuestionState.WRITTEN, QuestionState.HIDDEN),
    QuestionState.WRITTEN: (QuestionState.OPEN, QuestionState.WRITTEN, QuestionState.HIDDEN),
    QuestionState.HIDDEN: (QuestionState.OPEN,),
}


@transaction.atomic
def ask_question(
    *,
    room: LiveRoom,
    text: str,
    by: RoomMember,
    is_anonymous: bool = False,
    agenda_uid: UUID | None = None,
    client_id: str = "",
) -> Event:
    """Ask; where the room has a queue, only the moderators hear of it until one lets it through."""
    streams = _open_both(room)
    if event := told_before(streams[0], client_id, by):
        return event
    room = streams[0].room
    refuse(rules.why_silent(as_of_now(by), room))
    check_pace(by)
    waits = room.has_queue and not by.role
    question = Question.objects.create(
        room=room,
        author=by,
        author_name=name_of(by),
        is_anonymous=is_anonymous,
        text=text,
        agenda_uid=agenda_uid,
        state=QuestionState.WAITING if waits else QuestionState.OPEN,
    )
    kind = "question.waiting" if waits else "question.asked"
    data = question_shown(question, 0)
    return write(streams[waits], kind, question.about, data, by=by, client_id=client_id)


def _open_both(room: LiveRoom) -> tuple[Stream, Stream]:
    return open_log(room), open_log(room, StreamName.DESK)


@transaction.atomic
def vote(*, question: Question, by: RoomMember, is_wanted: bool = True, client_id: str = "") -> Event | None:
    """Want to know too, once a person, or no longer. What changes nothing is no event.

    Raises PermissionDenied, or ValidationError (`closed`) for what takes no votes.
    """
    if question.room_id != by.room_id:
        raise PermissionDenied
    stream = open_log(question.room)
    if event := told_before(stream, client_id, by):
        return event
    refuse(rules.why_silent(as_of_now(by), stream.room))
    question = Question.objects.get(pk=question.pk)
    if question.state not in VOTABLE_STATES:
        raise ValidationError("この質問への投票は締め切られました。", code="closed")
    own = Vote.objects.filter(question=question, member=by)
    if own.exists() == is_wanted:
        return None
    if is_wanted:
        Vote.objects.create(question=question, member=by)
    else:
        own.delete()
    return write(stream, "question.voted", question.about, _shown(question), by=by, client_id=client_id)


def _shown(question: Question) -> dict:
    return question_shown(question, question.vote_set.count())


@transaction.atomic
def move_question(*, question: Question, state: str, by: RoomMember, answer: str = "", reason: str = "") -> Event:
    """Let a question through, take it up, say that it was answered, answer it in writing, hide or restore it.

    At most one is being answered at a time. Raises PermissionDenied, or ValidationError (`order`).
    """
    if not rules.moderates(by):
        raise PermissionDenied
    streams = _open_both(question.room)
    question = Question.objects.get(pk=question.pk)
    if state not in FOLLOWING[QuestionState(question.state)]:
        raise ValidationError("この質問の状態は、ほかの人が変えました。画面を確かめてください。", code="order")
    if state == QuestionState.NOW:
        _put_back_what_was_taken_up(streams[0], by)
    was, question.state = question.state, state
    question.answer = answer if state == QuestionState.WRITTEN else question.answer
    question.answered_at = timezone.now() if state in ANSWERED_STATES else None
    question.reason = reason if state == QuestionState.HIDDEN else ""
    question.save()
    log(streams[0].room, "live.question", user=by.user, data={"thing": question.about, "reason": reason or state})
    return _tell(streams, question, was, by=by)


def _tell(streams: tuple[Stream, Stream], question: Question, was: str, *, by: RoomMember) -> Event:
    """The desk loses what left its queue; everyone hears of what they may know."""
    everyone, desk = streams
    if question.state == QuestionState.HIDDEN:
        withhold(question, _shown(question))
    if was == QuestionState.WAITING:
        write(desk, "question.left", question.about, gone(question), by=by)
    kind = "question.asked" if was == QuestionState.WAITING else "question.moved"
    return write(everyone, kind, question.about, _shown(question), by=by)


def _put_back_what_was_taken_up(stream: Stream, by: RoomMember) -> None:
    for other in Question.objects.filter(room=stream.room, state=QuestionState.NOW):
        other.state = QuestionState.OPEN
        other.save(update_fields=["state"])
        write(stream, "question.moved", other.about, _shown(other), by=by)


@transaction.atomic
def pin_question(*, question: Question, is_pinned: bool, by: RoomMember) -> Event:
    """Keep a question above the others, or let it go with its votes."""
    if not rules.moderates(by):
        raise PermissionDenied
    stream = open_log(question.room)
    question = Question.objects.get(pk=question.pk)
    if question.state not in (*UNANSWERED_STATES, *ANSWERED_STATES):
        raise ValidationError("この質問は、表示されていません。", code="order")
    question.is_pinned = is_pinned
    question.save(update_fields=["is_pinned"])
    return write(stream, "question.pinned", question.about, _shown(question), by=by)
