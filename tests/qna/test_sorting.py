"""Asking and sorting: what each step keeps, refuses, and tells whom."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from qna.actions import (
    assigning,
    batching,
    following,
    live,
    reviewing,
    sorting,
)
from qna.enums import QuestionState
from qna.models import Interest
from studygroup.notices.models import OutboxLetter
from tests.factories.qna import BODY, DUE, TITLE, letters

pytestmark = pytest.mark.django_db


def test_asking_keeps_the_words_and_posts_the_receipt(board, cast):
    question = board.ask()

    assert (question.asked_title, question.title, question.state) == (TITLE, TITLE, QuestionState.RECEIVED)
    letter = OutboxLetter.objects.get(kind="question_received")
    assert (letter.to_address, question.receipt in letter.body) == (cast.participant.email, True)


def test_the_receipt_names_the_day_of_the_next_batch(board, cast):
    batching.open_batch(day=date(2021, 11, 12), by=cast.secretariat)

    board.ask()

    assert "回答は11月12日（金）に掲載する予定です。" in OutboxLetter.objects.get(kind="question_received").body


@pytest.mark.parametrize("actor", ["staff", "suspended", "advisor", "organiser"])
def test_asking_is_for_staff_of_enrolled_municipalities(board, cast, actor):
    person = cast.participant.current_participations[0]
    with pytest.raises(PermissionDenied):
        live.ask_question(title=TITLE, body=BODY, theme="other", field="other", participant=person, by=cast[actor])


def test_the_original_is_never_changed_by_the_wording(board, cast):
    question = board.ask()

    sorting.edit_wording(
        question=question, title="整えた題", body="整えた文", theme="other", field="other", by=cast.secretariat
    )

    question.refresh_from_db()
    words = question.asked_title, question.asked_body, question.title, question.body, question.state
    assert words == (TITLE, BODY, "整えた題", "整えた文", QuestionState.SORTING)


def test_the_second_of_two_who_edit_the_wording_is_told_and_overwrites_nothing(board, cast):
    question = board.ask()
    read = question.title, question.body
    words = {"theme": "other", "field": "other", "read": read, "by": cast.secretariat}
    sorting.edit_wording(question=question, title="先の題", body="先", **words)

    with pytest.raises(ValidationError, match="先の題"):
        sorting.edit_wording(question=question, title="後の題", body="後", **words)

    question.refresh_from_db()
    assert question.title == "先の題"


def test_merging_takes_askers_and_wishes_along(board, cast):
    first, second = board.ask(), board.ask(cast.other, title="同じ質問")
    following.follow(question=second, by=cast.other)

    sorting.merge_questions(question=second, into=first, by=cast.secretariat)

    second.refresh_from_db()
    assert (second.merged_into, second.state) == (first, QuestionState.NOT_PUBLISHED)
    for state in (QuestionState.REQUESTED, QuestionState.DRAFTED, QuestionState.REVIEW, QuestionState.REVIEWED):
        board.bring(first, state)
    board.publish(first)
    assert letters("question_answered") == sorted([cast.participant.email, cast.other.email])
    assert first.followings.get().user == cast.other


def test_what_was_merged_into_a_merged_one_goes_on(board, cast):
    one, two, three = (board.ask(title=f"質問{number}") for number in range(3))
    sorting.merge_questions(question=one, into=two, by=cast.secretariat)
    sorting.merge_questions(question=two, into=three, by=cast.secretariat)

    one.refresh_from_db()
    assert one.merged_into == three


def test_a_part_keeps_the_original_and_its_asker(board, cast):
    question = board.ask()

    part = sorting.split_question(
        question=question, title="分けた題", body="分けた文", theme="other", field="other", by=cast.secretariat
    )

    assert (part.asked_body, part.title, part.department, part.split_from) == (
        BODY,
        "分けた題",
        question.department,
        question,
    )


def test_a_question_is_returned_with_a_reason_that_its_asker_is_told(board, cast):
    question = board.ask()
    with pytest.raises(ValidationError):
        sorting.return_question(question=question, reason=" ", by=cast.secretariat)

    sorting.return_question(question=question, reason="直接お答えしました", by=cast.secretariat)

    assert "直接お答えしました" in OutboxLetter.objects.get(kind="question_returned").body


def test_every_step_of_the_office_is_the_secretariats(board, cast):
    question = board.question(QuestionState.REVIEW)
    steps = [
        lambda by: sorting.return_question(question=question, reason="x", by=by),
        lambda by: sorting.release_question(question=question, by=by),
        lambda by: sorting.note(question=question, body="x", by=by),
        lambda by: assigning.assign_question(question=question, advisors=[cast.advisor], due_on=DUE, by=by),
        lambda by: reviewing.approve_answer(question=question, by=by),
        lambda by: reviewing.send_back_answer(question=question, reason="x", by=by),
        lambda by: batching.open_batch(by=by),
    ]
    for actor in ("anonymous", "participant", "advisor", "organiser"):
        for step in steps:
            with pytest.raises(PermissionDenied):
                step(cast[actor])


def test_a_department_wants_to_know_once(board, cast):
    question = board.published()

    following.want_to_know(question=question, by=cast.other)
    following.want_to_know(question=question, by=cast.other)

    assert Interest.objects.count() == 1
