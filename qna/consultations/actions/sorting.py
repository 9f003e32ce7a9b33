"""The office looks at what came in: a request is taken on or deferred, the wishes of a call are weighed and decided."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from qna.actions.asking import ask_question
from qna.consultations import emails, rules
from qna.consultations.actions.locking import locked, locked_call, moved_on
from qna.consultations.actions.posting import tell_department
from qna.consultations.enums import ConsultationState
from qna.consultations.models import Assessment, Call, Consultation, Criterion
from qna.enums import Origin, Theme
from qna.models import Question
from studygroup.models import Participant

NEEDS_REASON = "見送る理由を入力してください。部署へのメールに載ります。"
UNDECIDED = "まだ決めていない希望が{count}件あります。すべて決めてから公表してください。"
STILL_OPEN = "受付の期間が終わってから公表してください。"
NO_WISHES = "希望がありません。"
PUBLISHED = "結果は、すでに公表しています。"


@transaction.atomic
def take_on(*, consultation: Consultation, by) -> None:
    """A request at any time is going to be arranged. Raises PermissionDenied, ValidationError."""
    consultation = _to_sort(consultation, by)
    consultation.state = ConsultationState.ARRANGING
    consultation.save(update_fields=["state"])
    log(consultation, "consultations.take_on", user=by)


@transaction.atomic
def defer(*, consultation: Consultation, reason: str, by) -> None:
    """A request at any time is not taken up; the department is told why. Raises PermissionDenied, ValidationError."""
    consultation = _to_sort(consultation, by, states=(ConsultationState.RECEIVED, ConsultationState.ARRANGING))
    if not reason.strip():
        raise ValidationError({"reason": NEEDS_REASON})
    _defer(consultation, reason)
    log(consultation, "consultations.defer", user=by)
    letter = emails.deferred(consultation=consultation)
    key = f"consultation:{consultation.pk}:deferred"
    tell_department(letter=letter, consultation=consultation, about=consultation, key=key, by=by)


def _to_sort(consultation: Consultation, by, states=(ConsultationState.RECEIVED,)) -> Consultation:
    if not rules.can_keep_consultations(by):
        raise PermissionDenied
    consultation = locked(consultation)
    if consultation.call_id or consultation.state not in states:
        raise moved_on(consultation)
    return consultation


def _defer(consultation: Consultation, reason: str) -> None:
    consultation.state, consultation.reason = ConsultationState.DEFERRED, reason
    consultation.closed_at = timezone.now()
    consultation.save(update_fields=["state", "reason", "closed_at"])


@transaction.atomic
def weigh_wish(
    *,
    consultation: Consultation,
    fits: Mapping[Criterion, str],
    is_selected: bool | None,
    reason: str = "",
    note: str = "",
    by,
) -> None:
    """What the office thinks of the wish of a call, and decides; None while it is open.

    Nobody is told before `publish_result`. Raises PermissionDenied, and ValidationError once the result is out or for
    a deferral without a reason.
    """
    if not rules.can_keep_consultations(by):
        raise PermissionDenied
    consultation = locked(consultation)
    if consultation.call is None or consultation.call.has_result:
        raise moved_on(consultation)
    if consultation.state != ConsultationState.RECEIVED:
        raise moved_on(consultation)
    if is_selected is False and not reason.strip():
        raise ValidationError({"reason": NEEDS_REASON})
    consultation.is_selected, consultation.reason, consultation.office_note = is_selected, reason, note
    consultation.save(update_fields=["is_selected", "reason", "office_note"])
    consultation.assessments.all().delete()
    Assessment.objects.bulk_create(
        Assessment(consultation=consultation, criterion=criterion, fit=fit)
        for criterion, fit in fits.items()
        if fit and criterion.call_id == consultation.call_id
    )
    log(consultation, "consultations.weigh", user=by)


@transaction.atomic
def keep_office_note(*, consultation: Consultation, note: str, by) -> None:
    """The office's own, in any state. Raises PermissionDenied."""
    if not rules.can_keep_consultations(by):
        raise PermissionDenied
    Consultation.objects.filter(pk=consultation.pk).update(office_note=note)


@transaction.atomic
def publish_result(*, call: Call, note: str = "", by) -> int:
    """Everybody may read which municipalities were selected for what; each department is told of its own wishes.

    All at once, and once: raises PermissionDenied, and ValidationError while the window is open, while a wish is
    undecided, for a call without wishes, or a second time. Returns how many wishes were decided.
    """
    if not rules.can_keep_consultations(by):
        raise PermissionDenied
    call = locked_call(call)
    wishes = list(call.consultations.filter(state=ConsultationState.RECEIVED).with_place())
    _check_result(call, wishes)
    for wish in wishes:
        if wish.is_selected:
            wish.state = ConsultationState.ARRANGING
            wish.save(update_fields=["state"])
        else:
            _defer(wish, wish.reason)
    call.result_note, call.result_published_at, call.result_published_by = note, timezone.now(), by
    call.save(update_fields=["result_note", "result_published_at", "result_published_by"])
    log(call, "consultations.publish_result", user=by)
    _tell_result(call, wishes, by)
    return len(wishes)


def _check_result(call: Call, wishes: list[Consultation]) -> None:
    if call.has_result:
        raise ValidationError(PUBLISHED)
    if not call.is_over:
        raise ValidationError(STILL_OPEN)
    if not wishes:
        raise ValidationError(NO_WISHES)
    undecided = sum(wish.is_selected is None for wish in wishes)
    if undecided:
        raise ValidationError(UNDECIDED.format(count=undecided))


def _tell_result(call: Call, wishes: list[Consultation], by) -> None:
    by_department: dict[int, list[Consultation]] = {}
    for wish in wishes:
        by_department.setdefault(wish.department_id, []).append(wish)
    for own in by_department.values():
        letter = emails.result(call=call, consultations=own)
        key = f"consultation:call:{call.pk}:result:{own[0].department_id}"
        tell_department(letter=letter, consultation=own[0], about=call, key=key, by=by)


@transaction.atomic
def turn_into_question(*, consultation: Consultation, by) -> Question:
    """What was deferred goes to the advisors' board, in one step, for the department that asked; once.

    Raises PermissionDenied, and ValidationError for what is not deferred or is a question already.
    """
    if not rules.can_keep_consultations(by):
        raise PermissionDenied
    consultation = locked(consultation)
    if consultation.state != ConsultationState.DEFERRED or consultation.question_id:
        raise moved_on(consultation)
    consultation.question = ask_question(
        title=consultation.topic.title if consultation.topic else consultation.subject,
        body=consultation.body,
        theme=consultation.theme or Theme.OTHER,
        field=consultation.department.field,
        participant=_speaker_of(consultation),
        department=consultation.department,
        origin=Origin.CONSULTATION,
        by=by,
    )
    consultation.save(update_fields=["question"])
    log(consultation, "consultations.turn_into_question", user=by, data={"question": consultation.question.receipt})
    return consultation.question


def _speaker_of(consultation: Consultation) -> Participant | None:
    """Whoever asked, while they are in the department; else somebody who speaks for it today."""
    people = [person for person in consultation.department.participants.select_related("user") if person.is_current]
    asked = [person for person in people if person.user_id and person.user_id == consultation.asked_by_id]
    return next(iter(asked or [person for person in people if person.is_coordinator]), None)
