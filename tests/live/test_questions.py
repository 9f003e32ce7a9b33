"""Questions: asked with a name or without, voted for once, let through, answered."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sessions.live.actions.keeping import change_settings
from sessions.live.actions.questions import ask_question, move_question, pin_question, vote
from sessions.live.enums import QuestionState
from sessions.live.models import Event, Question, Stream
from sessions.live.state import read_state


def asked(room, by, **details):
    ask_question(room=room, text="どこから始めますか", by=by, **details)
    return Question.objects.latest("pk")


def heard(room, name=""):
    """What the readers of a stream know of questions: (text, state, author) of each."""
    questions = read_state(Stream.objects.get(room=room, name=name))["things"]["question"].values()
    return [(one["text"], one["state"], one["author"]["name"]) for one in questions]


def with_queue(room, office):
    change_settings(room=room, is_chat_open=True, slow_seconds=0, has_queue=True, by=office)


def test_a_question_without_its_name_names_nobody_in_any_event(room, member):
    anna = member("participant")

    question = asked(room, anna, is_anonymous=True)

    told = Event.objects.about(question).values_list("data__author", flat=True)
    assert list(told) == [{"member": None, "name": "匿名", "role": ""}]


def test_a_question_in_the_queue_is_known_to_the_desk_alone(room, member):
    with_queue(room, member("secretariat"))

    asked(room, member("participant"))

    assert (heard(room), [text for text, *_ in heard(room, "desk")]) == ([], ["どこから始めますか"])


def test_a_question_let_through_leaves_the_queue(room, member):
    office = member("secretariat")
    with_queue(room, office)
    question = asked(room, member("participant"))

    move_question(question=question, state=QuestionState.OPEN, by=office)

    assert (heard(room), heard(room, "desk")) == (
        [("どこから始めますか", "open", "立川市 環境課 participant")],
        [],
    )


def test_one_question_at_a_time_is_being_answered(room, member):
    office = member("secretariat")
    first, second = asked(room, member("participant")), asked(room, member("coordinator"))
    move_question(question=first, state=QuestionState.NOW, by=office)

    move_question(question=second, state=QuestionState.NOW, by=office)

    assert list(Question.objects.order_by("pk").values_list("state", flat=True)) == ["open", "now"]


def test_a_vote_can_be_taken_back(room, member):
    anna = member("participant")
    question = asked(room, member("coordinator"))
    vote(question=question, by=anna)

    event = vote(question=question, by=anna, is_wanted=False)

    assert event.data["votes"] == 0


def test_a_vote_that_changes_nothing_is_no_event(room, member):
    question = asked(room, member("coordinator"))

    assert vote(question=question, by=member("participant"), is_wanted=False) is None


def test_an_answered_question_takes_no_votes(room, member):
    question = asked(room, member("coordinator"))
    move_question(question=question, state=QuestionState.ANSWERED, by=member("secretariat"))

    with pytest.raises(ValidationError) as refused:
        vote(question=question, by=member("participant"))

    assert refused.value.code == "closed"


def test_two_moderators_cannot_undo_each_other_unseen(room, member):
    office = member("secretariat")
    with_queue(room, office)
    question = asked(room, member("participant"))
    move_question(question=question, state=QuestionState.OPEN, by=office)

    with pytest.raises(ValidationError) as refused:
        move_question(question=question, state=QuestionState.OPEN, by=office)

    assert refused.value.code == "order"


@pytest.mark.parametrize("actor", ["participant", "advisor", "organiser"])
def test_only_the_secretariat_moderates(room, member, actor):
    question = asked(room, member("coordinator"))
    other = member(actor)

    refusals = 0
    for act in (
        lambda: move_question(question=question, state=QuestionState.NOW, by=other),
        lambda: pin_question(question=question, is_pinned=True, by=other),
    ):
        with pytest.raises(PermissionDenied):
            act()
        refusals += 1

    assert (refusals, Question.objects.get().state) == (2, "open")
