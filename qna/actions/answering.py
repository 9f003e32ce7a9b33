"""The advisor's part: drafts with their versions, citing, asking back, more time, declining, handing in."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from archive.models import Material, Video
from qna import rules
from qna.actions.assigning import back_to_sorting
from qna.actions.states import locked, move
from qna.actions.telling import tell_role
from qna.emails import advising as letters
from qna.enums import AssignmentState, QuestionState, RemarkKind, VersionKind
from qna.models import Answer, AnswerVersion, Question, Reference, Remark
from sessions.models import StudySession
from studygroup.enums import Role

SAME_SITTING = timedelta(minutes=10)
EMPTY = "回答を入力してから、確認を依頼してください"
UNDECIDED = "事務局の提案に答えてから、確認を依頼してください"
WITHOUT_REASON = "内容を入力してください"
LONGEST = 20_000
TOO_LONG = f"回答は{LONGEST:,}字までです"
OVERTAKEN = (
    "{}さんが{}にこの回答を保存しました。今の文と見比べてから、もう一度保存してください。"
    "書いた文は下にあり、版としても残しました。"
)


class Overtaken(ValidationError):
    """Somebody saved since; `present` is the draft as it stands. What was refused is kept as a version."""

    def __init__(self, message: str, present: Answer):
        super().__init__(message, code="overtaken")
        self.present = present


def save_answer(
    *, question: Question, body: str, read_revision: int, by, answered_as: str = "", is_automatic: bool = False
) -> Answer:
    """The draft is `body` from now on. `read_revision` is the one `by` had read.

    If it is not the present one, Overtaken: nothing is overwritten, and both texts are among the versions. Savings of
    one person while they type share a version. Raises PermissionDenied, ValidationError.
    """
    answer, refused = _save(question, body, read_revision, by, answered_as, is_automatic)
    if refused:  # outside the transaction, which keeps the version
        raise Overtaken(refused, answer)
    return answer


@transaction.atomic
def _save(question, body, read_revision, by, answered_as, is_automatic) -> tuple[Answer, str]:
    question = locked(question)
    if not rules.can_draft(by, question):
        raise PermissionDenied
    if len(body) > LONGEST:
        raise ValidationError(TOO_LONG)
    answer, _ = Answer.objects.get_or_create(question=question)
    if answer.revision != read_revision and body != answer.body:
        _set_aside(answer, body, by)
        moment = timezone.localtime(answer.edited_at)
        return answer, OVERTAKEN.format(answer.edited_by, f"{moment.hour}:{moment.minute:02}")
    write(answer, body, by=by, is_automatic=is_automatic, answered_as=answered_as)
    if question.state == QuestionState.REQUESTED and body.strip():
        move(question, QuestionState.DRAFTED)
    return answer, ""


def write(answer: Answer, body: str, *, by, is_automatic: bool = False, answered_as: str = "") -> None:
    """The next revision, with its version; what is typed in one sitting goes on in one."""
    last = answer.versions.filter(kind=VersionKind.DRAFT).first()
    if answered_as:
        answer.answered_as = answered_as
    if body != answer.body or answer.revision == 0:
        answer.revision += 1
        if last and _goes_on(last, by):
            last.body, last.revision, last.is_automatic = body, answer.revision, is_automatic
            last.save()
        else:
            answer.versions.create(revision=answer.revision, body=body, by=by, is_automatic=is_automatic)
        answer.body, answer.edited_by, answer.edited_at = body, by, timezone.now()
    answer.save()


def _goes_on(last: AnswerVersion, by) -> bool:
    """Whether what `by` types now belongs to the version that was kept while they typed."""
    return last.is_automatic and last.by_id == by.pk and timezone.now() - last.at < SAME_SITTING


def _set_aside(answer: Answer, body: str, by) -> None:
    if not answer.versions.filter(kind=VersionKind.SET_ASIDE, by=by, body=body).exists():
        answer.versions.create(revision=answer.revision, kind=VersionKind.SET_ASIDE, body=body, by=by)


@transaction.atomic
def cite(
    *,
    question: Question,
    thing: Material | Video | StudySession | Question,
    page: int | None = None,
    second: int | None = None,
    by,
) -> Reference:
    """The answer refers to `thing`, at a page of a material or a second of a video. Raises PermissionDenied."""
    question = locked(question)
    if not rules.can_draft(by, question):
        raise PermissionDenied
    answer, _ = Answer.objects.get_or_create(question=question)
    column = {Material: "material", Video: "video", StudySession: "study_session", Question: "question"}[type(thing)]
    place: dict[str, Any] = {
        "page": page if column == "material" else None,
        "second": second if column == "video" else None,
    }
    return Reference.objects.get_or_create(answer=answer, **{column: thing}, **place)[0]


@transaction.atomic
def uncite(*, reference: Reference, by) -> None:
    """Refer to it no more. Raises PermissionDenied."""
    if not rules.can_draft(by, reference.answer.question):
        raise PermissionDenied
    reference.delete()


@transaction.atomic
def hand_in(*, question: Question, by) -> Question:
    """Give the answer to the office to review; whoever else was asked has nothing left to do.

    Raises PermissionDenied, ValidationError.
    """
    question = locked(question)
    if not rules.can_draft(by, question):
        raise PermissionDenied
    answer = Answer.objects.filter(question=question).first()
    if answer is None or not answer.body.strip():
        raise ValidationError(EMPTY)
    if pending_suggestion(answer):
        raise ValidationError(UNDECIDED)
    question.assignments.open().update(state=AssignmentState.HANDED_IN)
    move(question, QuestionState.REVIEW)
    log(question, "qna.hand_in", user=by)
    return question


def pending_suggestion(answer: Answer) -> AnswerVersion | None:
    """What the office suggested and the advisor has not answered yet."""
    return answer.versions.filter(kind=VersionKind.SUGGESTION, decided_at=None).first()


def _remark(question: Question, kind: str, body: str, by) -> Remark:
    """Said to the office, which is told by letter."""
    if not body.strip():
        raise ValidationError({"remark": WITHOUT_REASON})
    remark = Remark.objects.create(question=question, kind=kind, body=body.strip(), by=by)
    key = f"qna:remark:{remark.pk}"
    tell_role(Role.SECRETARIAT, letter=letters.from_advisor(remark=remark), about=question, key=key, by=by)
    return remark


def _still_asked(by, question: Question) -> Question:
    question = locked(question)
    if not rules.can_draft(by, question):
        raise PermissionDenied
    return question


@transaction.atomic
def ask_back(*, question: Question, body: str, by) -> Remark:
    """Ask the office something about a question one was given. Raises PermissionDenied, ValidationError."""
    question = locked(question)
    if not rules.is_assigned(by, question):
        raise PermissionDenied
    return _remark(question, RemarkKind.ASKED_BACK, body, by)


@transaction.atomic
def want_more_time(*, question: Question, until: date, reason: str, by) -> Remark:
    """Ask for a later day; the office decides. Raises PermissionDenied, ValidationError."""
    question = _still_asked(by, question)
    words = f"{until.month}月{until.day}日まで\n{reason}" if reason.strip() else ""
    remark = _remark(question, RemarkKind.MORE_TIME, words, by)
    question.assignments.open().filter(advisor=by).update(wants_until=until)
    return remark


@transaction.atomic
def decline(*, question: Question, reason: str, by) -> Remark:
    """Not to answer, for a reason; the question is not seen any more. Raises PermissionDenied, ValidationError."""
    question = _still_asked(by, question)
    remark = _remark(question, RemarkKind.DECLINED, reason, by)
    question.assignments.open().filter(advisor=by).update(state=AssignmentState.DECLINED)
    back_to_sorting(question)
    log(question, "qna.decline", user=by)
    return remark
