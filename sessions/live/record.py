"""What a closed room leaves: agenda, chat, questions and polls in one sequence, tied to the recording's clock."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sessions.live.enums import MessageState, PollState
from sessions.live.models import LiveRoom, Message, Poll, Question
from sessions.live.naming import NAMELESS
from sessions.live.shown import results_of


@dataclass(frozen=True)
class Entry:
    """One line of the record. `second`: where it lies in the recording, None before it or where that is not known."""

    at: datetime
    kind: str
    text: str
    anchor: str
    author: str = ""
    role: str = ""
    answer: str = ""
    results: list[dict] = field(default_factory=list)
    votes: int = 0
    second: int | None = None


def timeline(room: LiveRoom) -> list[Entry]:
    """Everything that readers may see, in the order in which it happened. Nothing that was hidden or deleted."""
    found = [*_agenda(room), *_messages(room), *_questions(room), *_polls(room)]
    return sorted(found, key=lambda entry: entry.at)


def _second(room: LiveRoom, at: datetime) -> int | None:
    if room.recording_from is None or at < room.recording_from:
        return None
    return int((at - room.recording_from).total_seconds())


def _agenda(room: LiveRoom) -> Iterator[Entry]:
    for step in room.steps.all():
        yield Entry(step.at, "agenda", step.title, f"agenda-{step.pk}", second=_second(room, step.at))


def _messages(room: LiveRoom) -> Iterator[Entry]:
    for message in Message.objects.filter(room=room, state=MessageState.SHOWN, stream__name=""):
        yield Entry(
            message.at,
            "message",
            message.text,
            f"m-{message.pk}",
            author=message.author_name,
            role=message.author_role,
            second=_second(room, message.at),
        )


def _questions(room: LiveRoom) -> Iterator[Entry]:
    for question in Question.objects.filter(room=room).listed().with_votes():
        yield Entry(
            question.at,
            "question",
            question.text,
            f"q-{question.pk}",
            author=NAMELESS if question.is_anonymous else question.author_name,
            answer=question.answer or question.get_state_display(),
            votes=question.votes,
            second=_second(room, question.at),
        )


def _polls(room: LiveRoom) -> Iterator[Entry]:
    for poll in Poll.objects.filter(room=room, state=PollState.CLOSED, opened_at__isnull=False):
        at = poll.opened_at
        yield Entry(at, "poll", poll.title, f"poll-{poll.pk}", results=results_of(poll), second=_second(room, at))
