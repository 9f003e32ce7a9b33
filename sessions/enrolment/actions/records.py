"""What the office enters by hand about enrolments and attendance."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.actions.create import CreateAction
from wagtail.actions.edit import EditAction

from sessions.enrolment import rules
from sessions.enrolment.actions.seats import WAY_OUT, release_seat, sign_up_of, take_seat
from sessions.enrolment.enums import AttendanceMode, EnrolmentState
from sessions.enrolment.models import Attendance, Enrolment


@transaction.atomic
def enter(*, record: Enrolment | Attendance, by) -> None:
    """Keep what the office enters by hand, for a department or a participant, and write it to the CMS's log.

    Expects a valid `record`, new or changed. Raises PermissionDenied, or ValidationError where a seat at the venue is
    asked for and none is left.
    """
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    if isinstance(record, Attendance):
        _enter_attendance(record, by=by)
    else:
        if record.pk is None:
            record.state = EnrolmentState.CONFIRMED  # the office has looked at what it enters
        _write(record, by=by)


def _write(record: Enrolment | Attendance, *, by) -> None:
    write = CreateAction if record.pk is None else EditAction
    write(record, user=by).execute(skip_permission_checks=True)


def _take_seat(record: Attendance) -> None:
    """The form by hand has no waiting list to point to."""
    try:
        take_seat(attendance=record)
    except ValidationError as refusal:
        words = refusal.message.removesuffix(WAY_OUT)
        raise ValidationError(f"{words}ほかの参加方法を選んでください。", code=refusal.code) from refusal


def _enter_attendance(record: Attendance, *, by) -> None:
    """With the seat that it takes, and the one that it gives back."""
    stored = Attendance.objects.select_for_update().filter(pk=record.pk).first()
    held = stored if stored and stored.holds_seat else None
    keeps = held is not None and held.study_session_id == record.study_session_id
    if record.mode == AttendanceMode.VENUE:
        record.waiting_since = record.offered_until = None
        if not keeps:
            sign_up_of(record.study_session)
            _take_seat(record)
    record.changed_at, record.changed_by = timezone.now(), by
    _write(record, by=by)
    if held and not (keeps and record.holds_seat):
        release_seat(attendance=held)
