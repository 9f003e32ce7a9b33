"""Who may do what with a question in each of its states: every actor, with the asking and the assigned one."""

import pytest

from qna import rules
from qna.actions.sorting import release_question
from qna.enums import QuestionState
from qna.models import Answer, BoardSettings, Question
from studygroup import page_cache
from studygroup.models import User
from tests.factories.cast import ACTORS
from tests.factories.qna import UP_TO

pytestmark = pytest.mark.django_db
# `participant` asks, a colleague is of the asking department, `advisor` is assigned.
ALL = (*ACTORS, "colleague", "other_advisor")
OFFICE = {"secretariat", "organiser"}
ASKING = {"participant", "coordinator", "colleague"}
READING_ALL = set(ALL)


@pytest.fixture
def reader(cast):
    """`reader("colleague")`: a fresh user, as each request has one."""

    def find(actor):
        if actor == "anonymous":
            return cast.anonymous
        if actor == "colleague":
            return User.objects.get(pk=cast.coordinator.pk)
        if actor == "other_advisor":
            return User.objects.get(pk=(cast.__dict__.get("second") or _second(cast)).pk)
        return User.objects.get(pk=cast[actor].pk)

    return find


def _second(cast):
    cast.second = cast._with_role("second", "advisor")
    return cast.second


def seeing(reader, question) -> set[str]:
    return {actor for actor in ALL if Question.objects.visible_to(reader(actor)).filter(pk=question.pk).exists()}


def reading_answer(reader, question) -> set[str]:
    return {actor for actor in ALL if Answer.objects.visible_to(reader(actor)).filter(question=question).exists()}


@pytest.mark.parametrize("state", UP_TO[:-1])
def test_an_open_question_is_seen_by_its_askers_its_advisor_and_the_office(board, reader, state):
    question = board.question(state)

    assigned = set() if state == QuestionState.RECEIVED else {"advisor"}
    assert seeing(reader, question) == ASKING | OFFICE | assigned
    assert reading_answer(reader, question) == set()


def test_an_answer_is_its_askers_until_it_opens_and_everybodys_then(board, reader, clock):
    question = board.published(lead_minutes=60)
    before = seeing(reader, question), reading_answer(reader, question)
    clock.move_to("2021-10-25T10:00+09:00")

    assert before == (ASKING | OFFICE | {"advisor"},) * 2
    assert (seeing(reader, question), reading_answer(reader, question)) == (READING_ALL, READING_ALL)


def test_a_private_question_never_opens(board, reader, clock):
    question = board.published(lead_minutes=0, appearance="private")
    clock.move_to("2022-10-25T10:00+09:00")

    assert seeing(reader, question) == ASKING | OFFICE | {"advisor"}
    assert reading_answer(reader, question) == ASKING | OFFICE | {"advisor"}


WHO = {
    "can_sort": {"secretariat"},
    "can_read_board": OFFICE,
    "can_ask": {"other", "participant", "coordinator", "colleague"},
    "can_approve": {"organiser"},
}


@pytest.mark.parametrize("rule", WHO)
def test_a_rule_of_readers_says_who(reader, board, rule):
    assert {actor for actor in ALL if getattr(rules, rule)(reader(actor))} == WHO[rule]


S = QuestionState
OF_QUESTION = [
    ("can_draft", S.RECEIVED, set()),
    ("can_draft", S.REQUESTED, {"advisor"}),
    ("can_draft", S.DRAFTED, {"advisor"}),
    ("can_draft", S.REVIEW, set()),
    ("can_draft", S.REVIEWED, set()),
    ("can_suggest", S.DRAFTED, set()),
    ("can_suggest", S.REVIEW, {"secretariat"}),
    ("can_suggest", S.REVIEWED, {"secretariat"}),
    ("can_work_on", S.RECEIVED, set()),
    ("can_work_on", S.REVIEW, {"advisor"}),
    ("can_read_original", S.RECEIVED, ASKING | OFFICE),
    ("can_read_original", S.REQUESTED, ASKING | OFFICE | {"advisor"}),
    ("can_read_draft", S.DRAFTED, OFFICE | {"advisor"}),
    ("can_take_back", S.RECEIVED, ASKING),
    ("can_take_back", S.REVIEWED, ASKING),
    ("can_withdraw", S.RECEIVED, {"secretariat"}),
    ("can_correct", S.REVIEWED, set()),
]


@pytest.mark.parametrize(("rule", "state", "allowed"), OF_QUESTION)
def test_a_rule_of_a_question_says_who_in_its_state(board, reader, rule, state, allowed):
    question = board.question(state)

    assert {actor for actor in ALL if getattr(rules, rule)(reader(actor), question)} == allowed


def test_a_published_question_is_corrected_and_withdrawn_by_the_secretariat_and_taken_back_by_nobody(board, reader):
    question = board.published()
    names = ("can_correct", "can_withdraw", "can_take_back", "can_draft", "can_suggest")

    found = {name: {actor for actor in ALL if getattr(rules, name)(reader(actor), question)} for name in names}

    assert found == {name: set() for name in names} | {"can_correct": {"secretariat"}, "can_withdraw": {"secretariat"}}


def test_to_want_to_know_is_for_departments_of_enrolled_municipalities_that_did_not_ask(board, reader):
    question = board.published()

    assert {actor for actor in ALL if rules.can_want(reader(actor), question)} == {"other"}


@pytest.mark.parametrize(
    ("setting", "readers"),
    [
        ("public", READING_ALL),
        ("staff", READING_ALL - {"anonymous", "suspended"}),
        ("enrolled_municipality", READING_ALL - {"anonymous", "suspended", "staff"}),
    ],
)
def test_the_office_sets_who_reads_what_is_published(board, reader, setting, readers):

    question = board.published()
    kept = BoardSettings.load()
    kept.answers_open_to = setting
    kept.save()

    page_cache.raise_version()

    assert reading_answer(reader, question) == readers


def test_a_released_question_shows_its_wording_and_not_its_draft(board, reader):

    question = board.question(S.DRAFTED)
    release_question(question=question, by=board.cast.secretariat)

    assert seeing(reader, question) == READING_ALL
    assert reading_answer(reader, question) == set()
    assert {actor for actor in ALL if rules.can_read_original(reader(actor), question)} == ASKING | OFFICE | {"advisor"}
