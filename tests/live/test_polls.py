"""Polls: answered once, read when they may be."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sessions.live.actions.polls import add_poll, answer_poll, close_poll, open_poll
from sessions.live.models import Event, Poll, PollAnswer


@pytest.fixture
def poll(room, member):
    """`poll(voter="department")`: an open poll of 甲 and 乙."""

    def lay_out(kind="single", options=("甲", "乙"), voter="person", shows_results=False):
        office = member("secretariat")
        details = {"title": "どれですか", "kind": kind, "options": list(options), "voter": voter}
        add_poll(room=room, **details, shows_results=shows_results, by=office)
        made = Poll.objects.latest("pk")
        open_poll(poll=made, by=office)
        return made

    return lay_out


def told(poll):
    return Event.objects.about(poll).latest("seq").data["results"]


def test_a_draft_is_in_no_stream(room, member):
    add_poll(
        room=room,
        title="どれ",
        kind="single",
        options=["甲"],
        voter="person",
        shows_results=False,
        by=member("secretariat"),
    )

    assert not Event.objects.about(Poll.objects.get()).exists()


@pytest.mark.parametrize(("shows_results", "seen"), [(False, None), (True, [1, 0])])
def test_results_are_hidden_until_closed_unless_the_office_shows_them(poll, member, shows_results, seen):
    made = poll(shows_results=shows_results)

    answer_poll(poll=made, choices=["甲"], by=member("participant"))

    results = told(made)
    assert (results and [one["count"] for one in results]) == seen


def test_a_closed_poll_shows_its_results(poll, member):
    made = poll()
    answer_poll(poll=made, choices=["乙"], by=member("participant"))

    close_poll(poll=made, by=member("secretariat"))

    assert told(made) == [{"label": "甲", "count": 0}, {"label": "乙", "count": 1}]


def test_a_person_answers_once(poll, member):
    made, anna = poll(), member("participant")
    answer_poll(poll=made, choices=["甲"], by=anna)

    with pytest.raises(ValidationError) as refused:
        answer_poll(poll=made, choices=["乙"], by=anna)

    assert (refused.value.code, PollAnswer.objects.count()) == ("answered", 1)


@pytest.mark.parametrize(("voter", "answers"), [("person", 2), ("department", 1)])
def test_colleagues_answer_each_or_for_their_department(poll, member, voter, answers):
    made = poll(voter=voter)
    answer_poll(poll=made, choices=["甲"], by=member("participant"))

    with suppress(ValidationError):
        answer_poll(poll=made, choices=["乙"], by=member("coordinator"))

    assert PollAnswer.objects.count() == answers


def test_after_closing_it_is_too_late(poll, member):
    made = poll()
    close_poll(poll=made, by=member("secretariat"))

    with pytest.raises(ValidationError) as refused:
        answer_poll(poll=made, choices=["甲"], by=member("participant"))

    assert refused.value.messages == ["投票は締め切られました。"]


def test_of_several_choices_a_single_poll_keeps_one(poll, member):
    answer_poll(poll=poll(), choices=["甲", "乙"], by=member("participant"))

    assert PollAnswer.objects.get().choices == ["甲"]


def test_short_words_are_counted_by_how_often_they_came(poll, member):
    made = poll(kind="words", options=())
    for actor, word in (("participant", "風"), ("coordinator", "光"), ("advisor", "風")):
        answer_poll(poll=made, choices=[word], by=member(actor))

    close_poll(poll=made, by=member("secretariat"))

    assert told(made) == [{"label": "風", "count": 2}, {"label": "光", "count": 1}]


def test_only_moderators_lay_out_polls(room, member):
    with pytest.raises(PermissionDenied):
        add_poll(
            room=room, title="x", kind="words", options=[], voter="person", shows_results=False, by=member("advisor")
        )
