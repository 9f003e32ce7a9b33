"""A room, who is in it, its log, and what stands in it."""

from sessions.live.models.agenda import AgendaStep, Announcement
from sessions.live.models.log import Event, Stream
from sessions.live.models.messages import Message
from sessions.live.models.polls import Poll, PollAnswer
from sessions.live.models.questions import Question, Vote
from sessions.live.models.room import LiveRoom, Presence, RoomMember

__all__ = [
    "AgendaStep",
    "Announcement",
    "Event",
    "LiveRoom",
    "Message",
    "Poll",
    "PollAnswer",
    "Presence",
    "Question",
    "RoomMember",
    "Stream",
    "Vote",
]
