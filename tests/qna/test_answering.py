"""Assigning, drafting, reviewing: what each step keeps, refuses, and tells whom."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from qna.actions import (
    answering,
    assigning,
    reminding,
    reviewing,
)
from qna.actions.answering import Overtaken, save_answer
from qna.enums import AssignmentState, QuestionState, VersionKind
from qna.models import Assignment, Question
from studygroup.notices.models import Notice, OutboxLetter
from tests.factories.qna import ANSWER, DUE, letters

pytestmark = pytest.mark.django_db


def test_an_advisor_is_asked_by_letter_and_reminded_before_and_after_the_day(board, cast, clock):
    question = board.question(QuestionState.REQUESTED)
    counts = [reminding.post_reminders()]
    for day in ("2021-11-05", "2021-11-06", "2021-11-09", "2021-11-10", "2021-11-16"):
        clock.move_to(f"{day}T09:00+09:00")
        counts.append(reminding.post_reminders() and OutboxLetter.objects.filter(kind="answer_due").count())

    assert letters("answer_asked") == [cast.advisor.email]
    assert counts == [0, 1, 1, 2, 2, 3]
    assert Question.objects.overdue().get() == question


def test_the_first_words_make_it_a_draft_and_each_saving_by_hand_a_version(board, cast):
    question = board.question(QuestionState.REQUESTED)

    answer = save_answer(question=question, body="一", read_revision=0, by=cast.advisor)
    answer = save_answer(question=question, body="一二", read_revision=answer.revision, by=cast.advisor)

    question.refresh_from_db()
    assert question.state == QuestionState.DRAFTED
    assert [version.body for version in answer.versions.order_by("pk")] == ["一", "一二"]


def test_what_is_typed_in_one_sitting_is_one_version(board, cast):
    question = board.question(QuestionState.REQUESTED)
    revision = 0
    for body in ("一", "一二", "一二三"):
        words = {"question": question, "body": body, "read_revision": revision, "is_automatic": True}
        revision = save_answer(by=cast.advisor, **words).revision

    assert [version.body for version in question.answer.versions.all()] == ["一二三"]


def test_the_second_of_two_who_write_is_told_and_both_texts_survive(board, cast):
    question = board.question(QuestionState.REQUESTED)
    second = cast.secretariat
    assigning.assign_question(question=question, advisors=[second], due_on=DUE, by=second)
    save_answer(question=question, body="先の文", read_revision=0, by=cast.advisor)

    with pytest.raises(Overtaken) as refusal:
        save_answer(question=question, body="後の文", read_revision=0, by=second)

    answer = refusal.value.present
    kept = {(version.kind, version.body) for version in answer.versions.all()}
    assert (answer.body, kept) == ("先の文", {(VersionKind.DRAFT, "先の文"), (VersionKind.SET_ASIDE, "後の文")})
    save_answer(question=question, body="後の文", read_revision=answer.revision, by=second)
    assert {version.body for version in answer.versions.all()} == {"先の文", "後の文"}


def test_declining_hides_the_question_and_gives_it_back(board, cast):
    question = board.question(QuestionState.REQUESTED)

    answering.decline(question=question, reason="専門ではありません", by=cast.advisor)

    question.refresh_from_db()
    assert (question.state, Question.objects.given(cast.advisor).exists()) == (QuestionState.SORTING, False)
    assert letters("answer_talk") == [cast.secretariat.email]


def test_more_time_is_asked_for_and_the_office_sets_the_day(board, cast):
    question = board.question(QuestionState.REQUESTED)
    later = date(2021, 11, 20)

    answering.want_more_time(question=question, until=later, reason="調べます", by=cast.advisor)
    assert Assignment.objects.get().wants_until == later
    assigning.assign_question(question=question, advisors=[cast.advisor], due_on=later, by=cast.secretariat)

    assignment = Assignment.objects.get()
    assert (assignment.due_on, assignment.wants_until) == (later, None)


def test_an_empty_answer_is_not_handed_in(board, cast):
    question = board.question(QuestionState.REQUESTED)

    with pytest.raises(ValidationError):
        answering.hand_in(question=question, by=cast.advisor)


@pytest.mark.parametrize(("is_taken", "body"), [(True, "事務局の文"), (False, ANSWER)])
def test_the_office_edits_only_as_a_suggestion_that_the_advisor_decides(board, cast, is_taken, body):
    question = board.question(QuestionState.REVIEW)
    version = reviewing.suggest_answer(
        question=question, body="事務局の文", read_revision=question.answer.revision, by=cast.secretariat
    )
    question.refresh_from_db()
    assert (question.state, question.answer.body) == (QuestionState.DRAFTED, ANSWER)
    with pytest.raises(ValidationError):
        answering.hand_in(question=question, by=cast.advisor)

    reviewing.decide_suggestion(version=version, is_taken=is_taken, by=cast.advisor)
    answering.hand_in(question=question, by=cast.advisor)

    question = Question.objects.get(pk=question.pk)
    assert (question.state, question.answer.body) == (QuestionState.REVIEW, body)


def test_an_approved_answer_is_shown_to_its_advisor_once_more(board, cast):
    board.question(QuestionState.REVIEWED)

    assert letters("answer_talk") == [cast.advisor.email]


def test_taking_an_assignment_back_tells_the_advisor(board, cast):
    board.question(QuestionState.REQUESTED)

    assigning.take_back_assignment(assignment=Assignment.objects.get(), by=cast.secretariat)

    assert Assignment.objects.get().state == AssignmentState.TAKEN_BACK
    assert Question.objects.get().state == QuestionState.SORTING
    assert Notice.objects.filter(user=cast.advisor, kind="answer_talk").count() == 1
