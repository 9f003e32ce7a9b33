"""What stands in a room: read afresh, or by applying one event after the other. Both give the same, by test.

A state is `{"seq": 12, "things": {"message": {"17": …}, …}}`. The word before the dot of an event's kind says which of
the things it is about, and its data is that thing's whole new form; so applying an event is putting it in its place.
`static/js/live/state.js` does the same in the browser, and is tested with the same fixtures.
"""

from collections.abc import Callable, Iterable

from sessions.live import shown
from sessions.live.enums import StreamName
from sessions.live.models import Message, Poll, Question, Stream


class Hole(Exception):
    """An event came before another that lies between: read what lies after `seq` first."""

    def __init__(self, seq: int):
        super().__init__(seq)
        self.seq = seq


def apply(state: dict, event: dict) -> dict:
    """The state after `event`; the same state for one heard before. Raises Hole."""
    if event["seq"] <= state["seq"]:
        return state
    if event["seq"] > state["seq"] + 1:
        raise Hole(state["seq"])
    thing = event["kind"].partition(".")[0]
    key = str(event["data"]["id"])
    others = {name: one for name, one in state["things"].get(thing, {}).items() if name != key}
    changed = others if event["data"].get("gone") else {**others, key: event["data"]}
    return {"seq": event["seq"], "things": {**state["things"], thing: changed}}


def read_state(stream: Stream) -> dict:
    """A fresh read of `stream`: its sequence first, so that what comes in between is only heard twice."""
    seq = Stream.objects.values_list("last_seq", flat=True).get(pk=stream.pk)
    read = READERS.get(stream.name, _read_talk)
    return {"seq": seq, "things": {thing: _by_key(forms) for thing, forms in read(stream).items()}}


def _by_key(forms: Iterable[dict]) -> dict[str, dict]:
    return {str(form["id"]): form for form in forms}


def _read_room(stream: Stream) -> dict[str, list[dict]]:
    room = stream.room
    questions = Question.objects.filter(room=room).released().with_votes()
    return {
        "room": [shown.room_shown(room)],
        "question": [shown.question_shown(question, question.votes) for question in questions],
        "announcement": [shown.announcement_shown(one) for one in room.announcements.all()],
        "agenda": [shown.step_shown(step) for step in room.steps.all()],
        "poll": [shown.poll_shown(poll) for poll in Poll.objects.filter(room=room).announced()],
        "hand": [shown.hand_shown(member) for member in room.members.with_hand_up()],
        **_read_talk(stream),
    }


def _read_talk(stream: Stream) -> dict[str, list[dict]]:
    return {"message": [shown.message_shown(message) for message in Message.objects.in_stream(stream)]}


def _read_desk(stream: Stream) -> dict[str, list[dict]]:
    waiting = Question.objects.filter(room=stream.room).waiting()
    return {"question": [shown.question_shown(question, 0) for question in waiting]}


READERS: dict[str, Callable[[Stream], dict[str, list[dict]]]] = {
    StreamName.ROOM: _read_room,
    StreamName.DESK: _read_desk,
}
