"""The log: gapless, in order, once."""

import pytest
from django.core.exceptions import ValidationError

from sessions.live.actions.messages import post_message
from sessions.live.actions.questions import ask_question, vote
from sessions.live.models import Event, Message, Question, Stream, Vote


def test_events_of_a_stream_are_numbered_without_a_gap(room, member):
    anna, advisor = member("participant"), member("advisor")

    for number in range(5):
        post_message(room=room, text=f"{number}", by=(anna, advisor)[number % 2])

    assert list(Event.objects.filter(stream__name="", room=room).order_by("seq").values_list("seq", "kind")) == [
        (1, "room.opened"),
        *((number, "message.posted") for number in range(2, 7)),
    ]


def test_the_same_client_id_again_is_the_same_event(room, member):
    anna = member("participant")
    first = post_message(room=room, text="一度だけ", by=anna, client_id="a1")

    again = post_message(room=room, text="一度だけ", by=anna, client_id="a1")

    assert (again, Message.objects.count()) == (first, 1)


def test_without_a_client_id_the_same_words_are_said_twice(room, member):
    anna = member("participant")

    for _ in range(2):
        post_message(room=room, text="二度", by=anna)

    assert Message.objects.count() == 2


def test_somebody_else_s_client_id_is_refused(room, member):
    post_message(room=room, text="先", by=member("participant"), client_id="a1")

    with pytest.raises(ValidationError) as refused:
        post_message(room=room, text="後", by=member("coordinator"), client_id="a1")

    assert (refused.value.code, Message.objects.count()) == ("taken", 1)


def test_a_vote_sent_twice_counts_once(room, member):
    anna = member("participant")
    ask_question(room=room, text="どこから始めますか", by=member("coordinator"))
    question = Question.objects.get()

    events = [vote(question=question, by=anna, client_id="v1") for _ in range(2)]

    assert (events[0], Vote.objects.count()) == (events[1], 1)


def test_the_number_lies_with_its_stream(room, member):
    anna = member("participant")
    room.has_queue = True
    room.save()

    ask_question(room=room, text="確認待ち", by=anna)

    assert dict(Stream.objects.filter(room=room).values_list("name", "last_seq")) == {"": 1, "desk": 1}
