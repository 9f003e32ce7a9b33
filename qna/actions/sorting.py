"""整理: wording, merging, splitting, returning, releasing; by the secretariat."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from qna import rules
from qna.actions.indexing import find_again
from qna.actions.states import expect, leave_batch, locked, move
from qna.actions.telling import tell_askers_of
from qna.emails import asking as letters
from qna.enums import OPEN_STATES, Appearance, QuestionState, RemarkKind
from qna.models import Following, Interest, Question, Remark

CHANGED = "ほかの人が先に文言を直しました。今の文言は「{}」です。見比べてから、もう一度保存してください。"
WITHOUT_REASON = "理由を入力してください"
PRIVATE = "アドバイザーと事務局だけの質問は、公開できません。"
SAME_OF_A_PART = (
    "appearance", "origin", "department", "participant", "asked_at", "follows", "study_session", "agenda_uid", "video",
    "video_second", "material", "material_page", "live_moment",
)  # fmt: skip
INTO_ITSELF = "同じ質問にはまとめられません。"
INTO_ENDED = "まとめる先には、掲載前の質問を選んでください。"


def _sorted_by(by, question: Question) -> Question:
    if not rules.can_sort(by):
        raise PermissionDenied
    return locked(question)


@transaction.atomic
def edit_wording(
    *, question: Question, title: str, body: str, theme: str, field: str, read: tuple[str, str] | None = None, by
) -> Question:
    """The wording to be published beside the original, and where it belongs.

    `read`: title and body as the form was shown; if somebody changed them since, ValidationError says to what, and
    nothing is saved. Raises PermissionDenied.
    """
    question = _sorted_by(by, question)
    expect(question, *OPEN_STATES)
    if read is not None and (question.title, question.body) != read:
        raise ValidationError(CHANGED.format(question.title), code="overtaken")
    state = QuestionState.SORTING if question.state == QuestionState.RECEIVED else question.state
    move(question, state, title=title.strip(), body=body.strip(), theme=theme, field=field)
    log(question, "qna.edit_wording", user=by, data={"title": question.title, "body": question.body})
    find_again(question)
    return question


@transaction.atomic
def note(*, question: Question, body: str, by) -> Remark:
    """A note among the office. Raises PermissionDenied."""
    if not rules.can_sort(by):
        raise PermissionDenied
    return Remark.objects.create(question=question, kind=RemarkKind.NOTE, body=body.strip(), by=by)


@transaction.atomic
def return_question(*, question: Question, reason: str, by) -> Question:
    """Not to be published; the askers are told why. Raises PermissionDenied, ValidationError."""
    question = _sorted_by(by, question)
    expect(question, *OPEN_STATES)
    if not reason.strip():
        raise ValidationError({"reason": WITHOUT_REASON})
    leave_batch(question)
    move(question, QuestionState.NOT_PUBLISHED, reason=reason.strip())
    log(question, "qna.return", user=by, data={"reason": question.reason})
    find_again(question)
    letter = letters.returned(question=question)
    tell_askers_of(question, letter=letter, key=f"qna:returned:{question.pk}", by=by)
    return question


@transaction.atomic
def resume_question(*, question: Question, by) -> Question:
    """What was returned, or merged with another by mistake, is sorted again. Raises PermissionDenied."""
    question = _sorted_by(by, question)
    expect(question, QuestionState.NOT_PUBLISHED)
    move(question, QuestionState.SORTING, reason="", merged_into=None)
    log(question, "qna.resume", user=by)
    find_again(question)
    return question


@transaction.atomic
def merge_questions(*, question: Question, into: Question, by) -> Question:
    """`question` is a duplicate of `into`: its askers, and who wants to know, go along. Returns `into`.

    Both are held in the order of their keys, so that two who merge crosswise do not wait for each other. Raises
    PermissionDenied, ValidationError.
    """
    if not rules.can_sort(by):
        raise PermissionDenied
    if question.pk == into.pk:
        raise ValidationError({"into": INTO_ITSELF})
    pair = sorted((question.pk, into.pk))
    held = {
        each.pk: each for each in Question.objects.select_for_update(of=("self",)).filter(pk__in=pair).order_by("pk")
    }
    question, into = held[question.pk], held[into.pk]
    expect(question, *OPEN_STATES)
    if into.state not in OPEN_STATES:
        raise ValidationError({"into": INTO_ENDED})
    leave_batch(question)
    for child in question.merged.all():
        move(child, child.state, merged_into=into)
    move(question, QuestionState.NOT_PUBLISHED, merged_into=into, reason="", released_at=None)
    _carry_over(question, into)
    log(question, "qna.merge", user=by, data={"into": into.receipt})
    find_again(question)
    return into


def _carry_over(question: Question, into: Question) -> None:
    """Who followed and wanted to know the one, follows and wants to know the other."""
    Following.objects.bulk_create(
        [Following(question=into, user_id=user) for user in question.followings.values_list("user", flat=True)],
        ignore_conflicts=True,
    )
    Interest.objects.bulk_create(
        [
            Interest(question=into, department_id=department, by_id=user)
            for department, user in question.interests.values_list("department", "by")
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def split_question(*, question: Question, title: str, body: str, theme: str, field: str, by) -> Question:
    """One of several questions in one text becomes a question of its own, of the same askers. Returns it.

    The original text stays with both. Raises PermissionDenied, ValidationError.
    """
    question = _sorted_by(by, question)
    expect(question, *OPEN_STATES)
    part = Question.objects.create(
        asked_title=question.asked_title,
        asked_body=question.asked_body,
        title=title.strip(),
        body=body.strip(),
        theme=theme,
        field=field,
        state=QuestionState.SORTING,
        split_from=question,
        entered_by=by,
        **{name: getattr(question, name) for name in SAME_OF_A_PART},
    )
    log(part, "qna.split", user=by, data={"from": question.receipt})
    return part


@transaction.atomic
def release_question(*, question: Question, by) -> Question:
    """Others read the wording from now on, before there is an answer. Raises PermissionDenied, ValidationError."""
    question = _sorted_by(by, question)
    expect(question, *OPEN_STATES)
    if question.appearance == Appearance.PRIVATE:
        raise ValidationError(PRIVATE)
    move(question, question.state, released_at=question.released_at or timezone.now())
    log(question, "qna.release", user=by)
    find_again(question)
    return question


@transaction.atomic
def hold_question(*, question: Question, by) -> Question:
    """Others read it no more until it is answered. Raises PermissionDenied."""
    question = _sorted_by(by, question)
    expect(question, *OPEN_STATES)
    move(question, question.state, released_at=None)
    log(question, "qna.hold", user=by)
    find_again(question)
    return question


@transaction.atomic
def take_back_question(*, question: Question, by) -> Question:
    """The asking department takes its own question back before it is published. Raises PermissionDenied."""
    question = locked(question)
    if not rules.can_take_back(by, question):
        raise PermissionDenied
    leave_batch(question)
    move(question, QuestionState.WITHDRAWN, withdrawn_at=timezone.now(), reason="質問した部署が取り下げました。")
    log(question, "qna.take_back", user=by)
    find_again(question)
    return question
