"""The office decides about one enrolment that no waiting application decides for: entered by hand, carried over."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.log_actions import log

from sessions.enrolment import rules
from sessions.enrolment.actions.posting import post_to_coordinators
from sessions.enrolment.emails import enrolling
from sessions.enrolment.enums import WAITING_STATES, EnrolmentState
from sessions.enrolment.models import Enrolment


@transaction.atomic
def confirm_enrolment(*, enrolment: Enrolment, by) -> None:
    """It counts from now on, also one that was sent back or withdrawn. Raises PermissionDenied or ValidationError."""
    enrolment = _held(enrolment, by)
    if enrolment.state == EnrolmentState.CONFIRMED:
        return
    _write(enrolment, EnrolmentState.CONFIRMED, "")
    entry = log(enrolment, "enrolment.confirm", user=by)
    _tell(enrolment, enrolling.confirmed(enrolment=enrolment), key=f"enrolment-confirmed:{entry.pk}", by=by)


@transaction.atomic
def send_back_enrolment(*, enrolment: Enrolment, reason: str, by) -> None:
    """What waits cannot be confirmed, and why. Raises PermissionDenied or ValidationError."""
    enrolment = _held(enrolment, by)
    if enrolment.state not in WAITING_STATES:
        raise ValidationError(f"この参加登録は、すでに「{enrolment.get_state_display()}」になっています。")
    if not reason.strip():
        raise ValidationError({"reason": "差し戻す理由を入力してください。"})
    _write(enrolment, EnrolmentState.SENT_BACK, reason.strip())
    entry = log(enrolment, "enrolment.send_back", user=by, data={"reason": enrolment.reason})
    _tell(enrolment, enrolling.not_confirmed(enrolment=enrolment), key=f"enrolment-sent-back:{entry.pk}", by=by)


def _held(enrolment: Enrolment, by) -> Enrolment:
    """The enrolment, locked, if the office may decide about it alone."""
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    rows = Enrolment.objects.select_for_update(of=("self",))
    held = rows.select_related("department__municipality", "series", "application").get(pk=enrolment.pk)
    if held.application and held.application.is_waiting:
        raise ValidationError(f"申込 {held.application.receipt} の画面で、承認するか差し戻してください。")
    return held


def _write(enrolment: Enrolment, state: str, reason: str) -> None:
    enrolment.state, enrolment.reason = state, reason
    enrolment.save(update_fields=["state", "reason"])


def _tell(enrolment: Enrolment, letter, *, key: str, by) -> None:
    post_to_coordinators(letter=letter, department=enrolment.department, about=enrolment, key=key, by=by)
