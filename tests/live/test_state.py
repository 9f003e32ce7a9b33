"""What stands in a room by its events is what a fresh read gives, after any acts in any order."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sessions.live.actions import hands, keeping, messages, polls, questions
from sessions.live.actions.entering import accept_promises, enter_room
from sessions.live.enums import PollKind, QuestionState
from sessions.live.models import Announcement, Event, Message, Poll, Question, Stream
from sessions.live.shown import event_shown
from sessions.live.state import Hole, apply, read_state
from sessions.models import StudySession
from tests.factories.cast import Cast

WORDS = st.text(alphabet="あいう漢字𠮷👨‍👩‍👧<&\"' \n", min_size=1, max_size=20)
INDEX = st.integers(min_value=0, max_value=50)


class Room(RuleBasedStateMachine):
    """Three members and a moderator do anything a room offers."""

    @initialize()
    def open(self):
        self.work = transaction.atomic()
        self.work.__enter__()
        cast = Cast()
        study_session = StudySession.objects.get(code="mitigation-2021-2")
        self.room = keeping.open_room(study_session=study_session, by=cast.secretariat)
        self.people = [enter_room(room=self.room, by=cast[one]) for one in ("participant", "coordinator", "advisor")]
        for person in self.people:
            accept_promises(shown_as="full", by=person)
        self.office = enter_room(room=self.room, by=cast.secretariat)
        self.heard = {name: self.empty(name) for name in ("", "desk")}

    def teardown(self):
        if hasattr(self, "work"):
            self.a_latecomer_reads_the_same()
            transaction.set_rollback(True)
            self.work.__exit__(None, None, None)

    def empty(self, name):
        return {"seq": 0, "things": {thing: {} for thing in read_state(self.stream(name))["things"]}}

    def stream(self, name):
        return Stream.objects.select_related("room").get(room=self.room, name=name)

    def attempt(self, act, **details):
        """What a rule refuses changes nothing, which the invariant then sees."""
        with suppress(ValidationError, PermissionDenied):
            act(**details)

    @rule(who=INDEX, text=WORDS)
    def say(self, who, text):
        self.attempt(messages.post_message, room=self.room, text=text, by=self.people[who % 3])

    @precondition(lambda self: Message.objects.exists())
    @rule(which=INDEX, text=WORDS, act=st.sampled_from(["edit", "delete", "hide", "restore"]))
    def change_message(self, which, text, act):
        message = Message.objects.all()[which % Message.objects.count()]
        own = message.author or self.office
        details = {
            "edit": (messages.edit_message, {"text": text, "by": own}),
            "delete": (messages.delete_message, {"by": own}),
            "hide": (messages.hide_message, {"reason": "確認", "by": self.office}),
            "restore": (messages.restore_message, {"by": self.office}),
        }
        do, rest = details[act]
        self.attempt(do, message=message, **rest)

    @rule(who=INDEX, text=WORDS, is_anonymous=st.booleans())
    def ask(self, who, text, is_anonymous):
        self.attempt(
            questions.ask_question, room=self.room, text=text, is_anonymous=is_anonymous, by=self.people[who % 3]
        )

    @precondition(lambda self: Question.objects.exists())
    @rule(which=INDEX, who=INDEX, is_wanted=st.booleans())
    def vote(self, which, who, is_wanted):
        question = Question.objects.all()[which % Question.objects.count()]
        self.attempt(questions.vote, question=question, by=self.people[who % 3], is_wanted=is_wanted)

    @precondition(lambda self: Question.objects.exists())
    @rule(which=INDEX, state=st.sampled_from(QuestionState.values), is_pinned=st.booleans())
    def moderate(self, which, state, is_pinned):
        question = Question.objects.all()[which % Question.objects.count()]
        self.attempt(
            questions.move_question, question=question, state=state, answer="答え", reason="理由", by=self.office
        )
        self.attempt(questions.pin_question, question=question, is_pinned=is_pinned, by=self.office)

    @rule(slow=st.sampled_from([0, 5]), has_queue=st.booleans(), is_chat_open=st.booleans())
    def change_room(self, slow, has_queue, is_chat_open):
        self.attempt(
            keeping.change_settings,
            room=self.room,
            slow_seconds=slow,
            has_queue=has_queue,
            is_chat_open=is_chat_open,
            by=self.office,
        )

    @rule(which=INDEX)
    def move_agenda(self, which):
        items = list(self.room.study_session.agenda_items.all())
        self.attempt(keeping.move_agenda, room=self.room, uid=items[which % len(items)].uid, by=self.office)

    @rule(text=WORDS)
    def announce(self, text):
        self.attempt(keeping.pin_announcement, room=self.room, text=text, by=self.office)

    @precondition(lambda self: Announcement.objects.exists())
    @rule(which=INDEX)
    def take_down(self, which):
        announcement = Announcement.objects.all()[which % Announcement.objects.count()]
        self.attempt(keeping.unpin_announcement, announcement=announcement, by=self.office)

    @rule(who=INDEX, is_up=st.booleans())
    def raise_hand(self, who, is_up):
        self.attempt(hands.raise_hand, room=self.room, is_up=is_up, by=self.people[who % 3])

    @rule(kind=st.sampled_from(PollKind.values), shows_results=st.booleans())
    def add_poll(self, kind, shows_results):
        details = {"title": "どれですか", "kind": kind, "voter": "person", "shows_results": shows_results}
        polls.add_poll(room=self.room, options=["甲", "乙"], **details, by=self.office)

    @precondition(lambda self: Poll.objects.exists())
    @rule(which=INDEX, who=INDEX, act=st.sampled_from(["open", "close", "answer", "answer"]))
    def poll(self, which, who, act):
        poll = Poll.objects.all()[which % Poll.objects.count()]
        if act == "answer":
            answer = (poll.options or ["風", "光"])[which % 2]
            self.attempt(polls.answer_poll, poll=poll, choices=[answer], by=self.people[who % 3])
        else:
            self.attempt({"open": polls.open_poll, "close": polls.close_poll}[act], poll=poll, by=self.office)

    @rule()
    def close_and_open(self):
        keeping.close_room(room=self.room, by=self.office)
        keeping.open_room(study_session=self.room.study_session, by=self.office.user)

    @invariant()
    def what_was_heard_is_what_stands(self):
        for name in getattr(self, "heard", {}):
            stream = self.stream(name)
            for event in Event.objects.filter(stream=stream).after(self.heard[name]["seq"]):
                self.heard[name] = apply(self.heard[name], event_shown(event))
            assert self.heard[name] == read_state(stream)

    def a_latecomer_reads_the_same(self):
        for name in self.heard:
            stream = self.stream(name)
            state = self.empty(name)
            for event in Event.objects.filter(stream=stream).after(0):
                state = apply(state, event_shown(event))
            assert state == read_state(stream)


def test_after_any_acts_the_events_give_what_a_fresh_read_gives(db):
    run_state_machine_as_test(
        Room, settings=settings(max_examples=6, stateful_step_count=25, deadline=None, derandomize=True)
    )


def test_an_event_heard_before_changes_nothing():
    state = {"seq": 2, "things": {"message": {"1": {"id": 1, "text": "今"}}}}

    assert apply(state, {"seq": 2, "kind": "message.edited", "data": {"id": 1, "text": "前"}}) is state


def test_an_event_too_early_is_a_hole():
    state = {"seq": 2, "things": {"message": {}}}

    with pytest.raises(Hole) as hole:
        apply(state, {"seq": 4, "kind": "message.posted", "data": {"id": 1}})

    assert hole.value.seq == 2
