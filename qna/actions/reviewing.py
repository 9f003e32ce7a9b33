"""確認: the office approves, sends back, or suggests another text; the advisor decides about what is suggested."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from qna import rules
from qna.actions.answering import Overtaken, pending_suggestion, write
from qna.actions.states import expect, leave_batch, locked, move
from qna.actions.telling import tell_advisors
from qna.emails import advising as letters
from qna.enums import OPEN_STATES, AssignmentState, QuestionState, RemarkKind, VersionKind
from qna.models import Answer, AnswerVersion, Question, Remark

HANDED_IN_STATES = (QuestionState.REVIEW, QuestionState.REVIEWED)
SAME = "今の回答と同じ文です"
NO_WORDS = "内容を入力してください"
NO_SUGGESTION = "この提案には、すでに答えています"
READ_SINCE = "{}さんが、この回答を保存し直しています。読み直してから、もう一度提案してください。"


@transaction.atomic
def approve_answer(*, question: Question, by) -> Question:
    """Reviewed: ready for a batch; the advisors see once more how it will be published. Raises PermissionDenied."""
    if not rules.can_sort(by):
        raise PermissionDenied
    question = locked(question)
    expect(question, QuestionState.REVIEW)
    move(question, QuestionState.REVIEWED)
    log(question, "qna.approve_answer", user=by, data={"revision": question.answer.revision})
    key = f"qna:reviewed:{question.pk}:{question.answer.revision}"
    tell_advisors(question, letter=letters.reviewed(question=question), key=key, by=by, but=by)
    return question


@transaction.atomic
def send_back_answer(*, question: Question, reason: str, by) -> Remark:
    """To the advisors again, with what is missing. Raises PermissionDenied, ValidationError."""
    question = _worked_on_again(question, by)
    if not reason.strip():
        raise ValidationError({"reason": NO_WORDS})
    remark = Remark.objects.create(question=question, kind=RemarkKind.SENT_BACK, body=reason.strip(), by=by)
    log(question, "qna.send_back_answer", user=by, data={"reason": remark.body})
    key = f"qna:remark:{remark.pk}"
    tell_advisors(question, letter=letters.remarked(remark=remark), key=key, by=by, but=by)
    return remark


@transaction.atomic
def suggest_answer(*, question: Question, body: str, read_revision: int, by) -> AnswerVersion:
    """Another text, as a suggestion beside the advisors' own. Raises PermissionDenied, ValidationError."""
    if not rules.can_suggest(by, question):
        raise PermissionDenied
    question = _worked_on_again(question, by)
    answer = question.answer
    if answer.revision != read_revision:
        raise Overtaken(READ_SINCE.format(answer.edited_by), answer)
    if not body.strip() or body == answer.body:
        raise ValidationError({"body": SAME if body.strip() else NO_WORDS})
    version = answer.versions.create(revision=answer.revision, kind=VersionKind.SUGGESTION, body=body, by=by)
    log(question, "qna.suggest", user=by, data={"body": body})
    key = f"qna:suggested:{version.pk}"
    tell_advisors(question, letter=letters.suggested(question=question), key=key, by=by, but=by)
    return version


def _worked_on_again(question: Question, by) -> Question:
    """The question, with the advisors once more."""
    if not rules.can_sort(by):
        raise PermissionDenied
    question = locked(question)
    expect(question, *HANDED_IN_STATES)
    leave_batch(question)
    move(question, QuestionState.DRAFTED)
    question.assignments.filter(state=AssignmentState.HANDED_IN).update(state=AssignmentState.OPEN)
    return question


@transaction.atomic
def decide_suggestion(*, version: AnswerVersion, is_taken: bool, by) -> Answer:
    """The advisor takes the suggested text over, or keeps their own. Raises PermissionDenied, ValidationError."""
    question = locked(version.answer.question)
    if not rules.can_draft(by, question):
        raise PermissionDenied
    answer = question.answer
    if pending_suggestion(answer) != version:
        raise ValidationError(NO_SUGGESTION)
    version.decided_at = timezone.now()
    version.save(update_fields=["decided_at"])
    if is_taken:
        write(answer, version.body, by=by)
    log(question, "qna.take_suggestion" if is_taken else "qna.keep_own_answer", user=by)
    return answer


@transaction.atomic
def reply(*, question: Question, body: str, by) -> Remark:
    """The office answers what an advisor asked. Raises PermissionDenied, ValidationError."""
    if not rules.can_sort(by):
        raise PermissionDenied
    question = locked(question)
    expect(question, *OPEN_STATES)
    if not body.strip():
        raise ValidationError({"body": NO_WORDS})
    remark = Remark.objects.create(question=question, kind=RemarkKind.REPLY, body=body.strip(), by=by)
    key = f"qna:remark:{remark.pk}"
    tell_advisors(question, letter=letters.remarked(remark=remark), key=key, by=by, but=by)
    return remark
