"""第n回回答 in preparation: collected, approved, set for a minute."""

from datetime import date, datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log

from qna import rules
from qna.actions.states import expect, locked, move
from qna.actions.telling import tell_role
from qna.emails import advising as letters
from qna.enums import UNPUBLISHED_STATES, BatchState, QuestionState
from qna.models import AnswerBatch, BoardSettings, Question
from studygroup.enums import Role

PUBLISHED = "この回答のまとめは、すでに掲載しました。"
SCHEDULED = "掲載を予約しています。変えるには、先に予約を取り消してください。"
EMPTY = "まだ回答が入っていません。"
NOT_APPROVED = "主催者の承認が済んでいません。"
NOT_AHEAD = "掲載する日時は、これからの日時にしてください"


def held(batch: AnswerBatch, by) -> AnswerBatch:
    """The batch, locked, if `by` may work on it and it is not published."""
    if not rules.can_sort(by):
        raise PermissionDenied
    batch = AnswerBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in UNPUBLISHED_STATES:
        raise ValidationError(PUBLISHED)
    return batch


def _collecting(batch: AnswerBatch, by) -> AnswerBatch:
    batch = held(batch, by)
    if batch.state == BatchState.SCHEDULED:
        raise ValidationError(SCHEDULED)
    return batch


@transaction.atomic
def open_batch(*, day: date | None = None, foreword: str = "", lead_minutes: int | None = None, by) -> AnswerBatch:
    """The next number, to collect answers in. Raises PermissionDenied."""
    if not rules.can_sort(by):
        raise PermissionDenied
    last = AnswerBatch.objects.aggregate(last=Max("number"))["last"] or 0
    batch = AnswerBatch.objects.create(number=last + 1, day=day, foreword=foreword.strip(), lead_minutes=lead_minutes)
    log(batch, "qna.open_batch", user=by)
    return batch


@transaction.atomic
def edit_batch(*, batch: AnswerBatch, day: date | None, foreword: str, lead_minutes: int | None, by) -> AnswerBatch:
    """Another day, foreword or lead. Raises PermissionDenied, ValidationError."""
    batch = _collecting(batch, by)
    batch.day, batch.foreword, batch.lead_minutes = day, foreword.strip(), lead_minutes
    batch.save()
    return batch


@transaction.atomic
def put_in_batch(*, question: Question, batch: AnswerBatch, by) -> Question:
    """A reviewed answer appears with `batch`. Raises PermissionDenied, ValidationError."""
    batch = _collecting(batch, by)
    question = locked(question)
    expect(question, QuestionState.REVIEWED)
    move(question, question.state, batch=batch)
    return question


@transaction.atomic
def take_out_of_batch(*, question: Question, by) -> Question:
    """It waits for another batch. Raises PermissionDenied, ValidationError."""
    if question.batch:
        _collecting(question.batch, by)
    question = locked(question)
    expect(question, QuestionState.REVIEWED)
    move(question, question.state, batch=None)
    return question


def fingerprint_of(batch: AnswerBatch) -> str:
    """Of every word that would be published, so that what was approved is what appears."""
    rows = batch.questions.filter(state=QuestionState.REVIEWED).order_by("pk")
    words = rows.values_list("pk", "title", "body", "appearance", "answer__body", "answer__answered_as")
    return sha256(repr([batch.foreword, *words]).encode()).hexdigest()


def is_approved(batch: AnswerBatch) -> bool:
    """Approved as it stands, or no approval is asked for."""
    return not BoardSettings.load().needs_approval or batch.approved_as == fingerprint_of(batch)


@transaction.atomic
def ask_approval(*, batch: AnswerBatch, by) -> AnswerBatch:
    """Ask the organiser. Raises PermissionDenied, ValidationError."""
    batch = _collecting(batch, by)
    if not batch.questions.exists():
        raise ValidationError(EMPTY)
    batch.approval_asked_at = timezone.now()
    batch.save()
    key = f"qna:approval:{batch.pk}:{batch.approval_asked_at:%Y%m%d%H%M%S}"
    tell_role(Role.ORGANISER, letter=letters.approval_asked(batch=batch), about=batch, key=key, by=by)
    return batch


@transaction.atomic
def approve_batch(*, batch: AnswerBatch, by) -> AnswerBatch:
    """The organiser lets it appear as it stands; a change afterwards wants approval again. Raises PermissionDenied."""
    if not rules.can_approve(by):
        raise PermissionDenied
    batch = AnswerBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in UNPUBLISHED_STATES:
        raise ValidationError(PUBLISHED)
    batch.approved_at, batch.approved_by, batch.approved_as = timezone.now(), by, fingerprint_of(batch)
    batch.save()
    log(batch, "qna.approve_batch", user=by)
    key = f"qna:approved:{batch.pk}:{batch.approved_at:%Y%m%d%H%M%S}"
    tell_role(Role.SECRETARIAT, letter=letters.approval_given(batch=batch), about=batch, key=key, by=by)
    return batch


def check_ready(batch: AnswerBatch) -> None:
    """Raises ValidationError where the batch may not appear yet."""
    if not batch.questions.filter(state=QuestionState.REVIEWED).exists():
        raise ValidationError(EMPTY)
    if not is_approved(batch):
        raise ValidationError(NOT_APPROVED)


@transaction.atomic
def schedule_batch(*, batch: AnswerBatch, publish_at: datetime, by) -> AnswerBatch:
    """It appears by itself at `publish_at`. Raises PermissionDenied, ValidationError."""
    batch = _collecting(batch, by)
    check_ready(batch)
    if publish_at <= timezone.now():
        raise ValidationError({"publish_at": NOT_AHEAD})
    batch.state, batch.publish_at, batch.scheduled_by = BatchState.SCHEDULED, publish_at, by
    batch.day = timezone.localdate(publish_at)
    batch.save()
    log(batch, "qna.schedule_batch", user=by, data={"publish_at": publish_at.isoformat()})
    return batch


@transaction.atomic
def unschedule_batch(*, batch: AnswerBatch, by) -> AnswerBatch:
    """Collecting again. Raises PermissionDenied, ValidationError."""
    batch = held(batch, by)
    batch.state, batch.publish_at = BatchState.COLLECTING, None
    batch.save()
    log(batch, "qna.unschedule_batch", user=by)
    return batch
