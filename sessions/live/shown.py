"""How each thing of a room goes to its readers: in an event, a snapshot, a page. See docs/live-protocol.md.

What is hidden or deleted goes without its words.
"""

import json
from collections import Counter

from sessions.live.enums import MessageState, PollState, QuestionState
from sessions.live.models import AgendaStep, Announcement, Event, LiveRoom, Message, Poll, Question, RoomMember
from sessions.live.naming import NAMELESS, name_of


def event_shown(event: Event) -> dict:
    return {
        "seq": event.seq,
        "kind": event.kind,
        "at": event.at.isoformat(),
        "client_id": event.client_id,
        "data": event.data,
    }


def frame_of(event: Event) -> str:
    """The event as every reader gets it; serialised once."""
    return json.dumps(event_shown(event), ensure_ascii=False, separators=(",", ":"))


def room_shown(room: LiveRoom) -> dict:
    return {
        "id": room.pk,
        "is_open": room.is_open,
        "is_closed": room.closed_at is not None,
        "is_chat_open": room.is_chat_open,
        "slow_seconds": room.slow_seconds,
        "has_queue": room.has_queue,
        "agenda": str(room.agenda_uid) if room.agenda_uid else None,
    }


def message_shown(message: Message) -> dict:
    return {
        "id": message.pk,
        "author": {"member": message.author_id, "name": message.author_name, "role": message.author_role},
        "at": message.at.isoformat(),
        "text": message.text if message.state == MessageState.SHOWN else "",
        "state": message.state,
        "is_edited": message.edited_at is not None,
        "reply_to": message.reply_to_id,
        "agenda": str(message.agenda_uid) if message.agenda_uid else None,
    }


def question_shown(question: Question, votes: int) -> dict:
    """Without its name to the others, the asker is in nothing that goes to them."""
    named = not question.is_anonymous
    is_readable = question.state != QuestionState.HIDDEN
    return {
        "id": question.pk,
        "author": {
            "member": question.author_id if named else None,
            "name": question.author_name if named else NAMELESS,
            "role": "",
        },
        "at": question.at.isoformat(),
        "text": question.text if is_readable else "",
        "state": question.state,
        "is_pinned": question.is_pinned,
        "answer": question.answer if is_readable else "",
        "agenda": str(question.agenda_uid) if question.agenda_uid else None,
        "votes": votes,
    }


def step_shown(step: AgendaStep) -> dict:
    return {"id": step.pk, "uid": str(step.uid), "title": step.title, "at": step.at.isoformat()}


def announcement_shown(announcement: Announcement) -> dict:
    return {
        "id": announcement.pk,
        "text": announcement.text,
        "at": announcement.at.isoformat(),
        "is_pinned": announcement.is_pinned,
    }


def hand_shown(member: RoomMember) -> dict:
    return {"id": member.pk, "name": name_of(member), "at": member.hand_raised_at.isoformat()}


def poll_shown(poll: Poll) -> dict:
    """With its results once it is closed, or from the start where the office shows them."""
    shows = poll.state == PollState.CLOSED or poll.shows_results
    return {
        "id": poll.pk,
        "kind": poll.kind,
        "title": poll.title,
        "options": poll.options,
        "state": poll.state,
        "voter": poll.voter,
        "answers": poll.answers.count(),
        "results": results_of(poll) if shows else None,
    }


def results_of(poll: Poll) -> list[dict]:
    """How often each option was chosen, in the options' order; short words the most frequent first."""
    counted = Counter(choice for choices in poll.answers.values_list("choices", flat=True) for choice in choices)
    labels = poll.options or sorted(counted, key=lambda word: (-counted[word], word))
    return [{"label": label, "count": counted[label]} for label in labels]


def gone(thing) -> dict:
    """The data of an event after which readers know the thing no more."""
    return {"id": thing.pk, "gone": True}
