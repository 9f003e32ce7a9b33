"""Everything that goes to a reader is as docs/live-protocol.md says."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sessions.live.actions.hands import raise_hand
from sessions.live.actions.keeping import change_settings, close_room, move_agenda, pin_announcement, unpin_announcement
from sessions.live.actions.messages import delete_message, edit_message, hide_message, post_message, restore_message
from sessions.live.actions.polls import add_poll, answer_poll, close_poll, open_poll
from sessions.live.actions.questions import ask_question, move_question, pin_question, vote
from sessions.live.models import Announcement, Event, Message, Poll, Question
from sessions.live.shown import event_shown

DOCUMENT = Path(__file__).parents[2] / "docs" / "live-protocol.md"


@pytest.fixture(scope="module")
def schema():
    blocks = re.findall(r"```json\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)
    return Draft202012Validator(json.loads(blocks[0]))


@pytest.fixture
def everything(room, member):
    """One of each kind of event."""
    anna, office = member("participant"), member("secretariat")
    for text in ("直す", "消す", "隠す"):
        post_message(room=room, text=text, by=anna, client_id=f"c-{len(text)}-{text.encode().hex()}")
    first, second, third = Message.objects.order_by("pk")
    edit_message(message=first, text="直しました", by=anna)
    delete_message(message=second, by=anna)
    hide_message(message=third, reason="確認", by=office)
    restore_message(message=third, by=office)
    change_settings(room=room, is_chat_open=True, slow_seconds=0, has_queue=True, by=office)
    ask_question(room=room, text="確認待ち", by=anna, is_anonymous=True)
    question = Question.objects.get()
    move_question(question=question, state="open", by=office)
    vote(question=question, by=anna)
    pin_question(question=question, is_pinned=True, by=office)
    move_question(question=question, state="written", answer="答え", by=office)
    move_agenda(room=room, uid=room.study_session.agenda_items.first().uid, by=office)
    pin_announcement(room=room, text="お知らせ", by=office)
    unpin_announcement(announcement=Announcement.objects.get(), by=office)
    raise_hand(room=room, is_up=True, by=anna)
    raise_hand(room=room, is_up=False, by=anna)
    add_poll(
        room=room, title="どれ", kind="single", options=["甲", "乙"], voter="person", shows_results=False, by=office
    )
    poll = Poll.objects.get()
    open_poll(poll=poll, by=office)
    answer_poll(poll=poll, choices=["甲"], by=anna)
    close_poll(poll=poll, by=office)
    close_room(room=room, by=office)
    return [event_shown(event) for event in Event.objects.filter(room=room)]


def test_every_kind_of_event_is_as_the_schema_says(schema, everything):
    problems = [(event["kind"], error.message) for event in everything for error in schema.iter_errors(event)]

    assert problems == []


def test_the_events_of_the_test_are_all_there_are(everything):
    assert {event["kind"] for event in everything} == {
        "room.opened", "room.changed", "room.closed", "message.posted", "message.edited", "message.deleted",
        "message.hidden", "message.restored", "question.waiting", "question.left", "question.asked", "question.voted",
        "question.pinned", "question.moved", "agenda.moved", "announcement.pinned", "announcement.unpinned",
        "hand.raised", "hand.lowered", "poll.opened", "poll.answered", "poll.closed",
    }  # fmt: skip


@pytest.mark.parametrize(
    "spoilt",
    [{"seq": 0}, {"kind": "room.Opened"}, {"kind": "letter.sent"}, {"at": "2021-10-29 15:00"}, {"data": {}}],
)
def test_the_schema_refuses_what_is_not_so(schema, everything, spoilt):
    assert not schema.is_valid(everything[0] | spoilt)
