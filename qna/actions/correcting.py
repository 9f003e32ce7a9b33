"""After publication: dated corrections, and withdrawal, which leaves a stub."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from qna import rules
from qna.actions.answering import write
from qna.actions.indexing import find_again
from qna.actions.states import leave_batch, locked, move
from qna.actions.telling import tell_askers_of
from qna.emails import asking as letters
from qna.enums import OPEN_STATES, QuestionState
from qna.models import AnswerEdition, Question
from studygroup.models import User
from studygroup.notices.actions import post

SAME = "今の文と同じです。直すところがあるときだけ、訂正してください。"
WITHOUT_REASON = "理由を入力してください"
READ_SINCE = "ほかの人が先に訂正しました。今の文を読み直してから、もう一度訂正してください。"


@transaction.atomic
def correct_answer(
    *, question: Question, title: str, body: str, answer: str, note: str, read_number: int, by
) -> AnswerEdition:
    """A new dated edition; the former stays with the difference. `read_number`: the edition `by` had before them.

    Askers and followers are told. Raises PermissionDenied, ValidationError.
    """
    question = locked(question)
    if not rules.can_correct(by, question):
        raise PermissionDenied
    last = question.editions.latest("number")
    if last.number != read_number:
        raise ValidationError(READ_SINCE, code="overtaken")
    if (last.title, last.body, last.answer) == (title, body, answer):
        raise ValidationError(SAME)
    edition = AnswerEdition.objects.create(
        question=question,
        number=last.number + 1,
        title=title,
        body=body,
        answer=answer,
        answered_as=last.answered_as,
        note=note,
        published_at=timezone.now(),
        by=by,
    )
    move(question, question.state, title=title, body=body)
    write(question.answer, answer, by=by)
    log(question, "qna.correct", user=by, data={"edition": edition.number, "note": note})
    find_again(question)
    _tell(question, edition, by=by)
    return edition


def _tell(question: Question, edition: AnswerEdition, *, by) -> None:
    letter = letters.corrected(question=question, edition=edition)
    key = f"qna:corrected:{question.pk}:{edition.number}"
    tell_askers_of(question, letter=letter, key=key, by=by)
    followers = User.objects.filter(followed_questions__question=question, is_active=True)
    for reader in followers:
        if rules.can_read_answer(reader, question) and not rules.is_asker(reader, question):
            post(letter=letter, to=reader, about=question, key=f"{key}:follower:{reader.pk}", by=by)


@transaction.atomic
def withdraw_question(*, question: Question, reason: str, by) -> Question:
    """Take it off the board; what was published leaves a stub with the reason.

    Raises PermissionDenied, ValidationError.
    """
    question = locked(question)
    if not rules.can_withdraw(by, question):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": WITHOUT_REASON})
    was_open = question.state in OPEN_STATES
    if was_open:
        leave_batch(question)
    move(question, QuestionState.WITHDRAWN, withdrawn_at=timezone.now(), reason=reason.strip())
    log(question, "qna.withdraw", user=by, data={"reason": question.reason})
    find_again(question)
    letter = letters.returned(question=question) if was_open else letters.withdrawn(question=question)
    tell_askers_of(question, letter=letter, key=f"qna:withdrawn:{question.pk}", by=by)
    return question
