"""The reception desk: who is here, undone and done again, also from a tablet that was without a connection.

Every act has a key of the tablet's own and is written down once (DeskEntry); the same key again changes nothing and
gets the same answer. A tablet sends what it kept in the order in which it was done.

Seats: whoever stands at the desk is checked in. The desk may go past a municipality's limit, never past the seats of
the venue: there the answer is `full` and nothing is kept, and the office confirms by sending the act again with
DeskSeat.BEYOND. Then the person is checked in as 当日参加, their way of taking part stays, and no seat is counted.
A session without a venue has no seats: whoever is seen there is checked in, and stays as they signed up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sessions.enrolment import rules
from sessions.enrolment.actions.seats import release_seat, sign_up_of, take_seat
from sessions.enrolment.enums import AttendanceMode, DeskAct, DeskAnswer, DeskSeat
from sessions.enrolment.models import Attendance, DeskEntry
from sessions.enrolment.reception import hindrance_of
from sessions.models import StudySession

OLDEST = timedelta(days=7)
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True)
class Act:
    """One press at the desk. `at`: when, by the tablet.

    To undo: `seen` is the time of check-in that was on the screen (another tablet's is left alone), `mode` the way of
    taking part to go back to where the check-in had changed it.
    """

    key: str
    attendance_id: int
    act: str = DeskAct.CHECK_IN
    at: datetime | None = None
    seat: str = DeskSeat.AS_SIGNED_UP
    seen: datetime | None = None
    mode: str = ""


@dataclass(frozen=True)
class Outcome:
    """What the desk answers. `at`: when the person was checked in; `was`: their mode, where the act changed it."""

    key: str
    answer: DeskAnswer
    attendance: Attendance | None = None
    at: datetime | None = None
    was: str = ""


def take_act(*, study_session: StudySession, act: Act, by) -> Outcome:
    """Check somebody in, or undo it; twice with one key is once. Raises PermissionDenied."""
    if not rules.can_keep_desk(by):
        raise PermissionDenied
    try:
        return _take(study_session, act, by=by)
    except ValidationError:
        attendance = Attendance.objects.at_desk(study_session).get(pk=act.attendance_id)
        return Outcome(act.key, DeskAnswer.FULL, attendance)


@transaction.atomic
def _take(study_session: StudySession, act: Act, *, by) -> Outcome:
    sign_up_of(study_session)  # where the seats are counted
    attendance = _locked(act.attendance_id)
    if attendance is None:
        return Outcome(act.key, DeskAnswer.UNKNOWN)
    if attendance.study_session_id != study_session.pk:
        return Outcome(act.key, DeskAnswer.OTHER_SESSION, attendance)
    return take_locked(attendance, act, by=by)


def _locked(attendance_id: int) -> Attendance | None:
    rows = Attendance.objects.select_related("participant__department__municipality", "study_session")
    return rows.select_for_update(of=("self",)).filter(pk=attendance_id).first()


def told_before(entry: DeskEntry) -> Outcome:
    """The answer that the act of `entry` got, as what was written down until then tells."""
    attendance = entry.attendance
    if entry.act == DeskAct.UNDO:
        return Outcome(entry.key, DeskAnswer.UNDONE, attendance)
    first = _first_check_in(entry)
    answer = _received(attendance) if first == entry else DeskAnswer.ALREADY
    return Outcome(entry.key, answer, attendance, first.at)


def _first_check_in(entry: DeskEntry) -> DeskEntry:
    """The check-in since the last undo before `entry`, which may be `entry` itself."""
    until_then = entry.attendance.desk_entries.filter(pk__lte=entry.pk).order_by("pk")
    undone = until_then.filter(act=DeskAct.UNDO).last()
    return until_then.filter(act=DeskAct.CHECK_IN, pk__gt=undone.pk if undone else 0)[0]


def _received(attendance: Attendance) -> DeskAnswer:
    is_counted = attendance.mode == AttendanceMode.VENUE or attendance.study_session.is_online_only
    return DeskAnswer.CHECKED_IN if is_counted else DeskAnswer.WITHOUT_SEAT


def take_locked(attendance: Attendance, act: Act, *, by) -> Outcome:
    """Take `act` for a row that the caller has locked. Raises ValidationError where the venue is full."""
    if entry := DeskEntry.objects.filter(study_session=attendance.study_session, key=act.key).first():
        return told_before(entry)
    return _undo(attendance, act, by=by) if act.act == DeskAct.UNDO else _check_in(attendance, act, by=by)


def _check_in(attendance: Attendance, act: Act, *, by) -> Outcome:
    if attendance.checked_in_at:
        _write_down(attendance, act, by=by)
        return Outcome(act.key, DeskAnswer.ALREADY, attendance, attendance.checked_in_at)
    if hindrance_of(attendance) and act.seat == DeskSeat.AS_SIGNED_UP:
        return Outcome(act.key, DeskAnswer.OTHER_MODE, attendance)
    was = "" if attendance.study_session.is_online_only else _bring_to_venue(attendance, act.seat, by=by)
    attendance.checked_in_at = _write_down(attendance, act, by=by).at
    attendance.save()
    return Outcome(act.key, _received(attendance), attendance, attendance.checked_in_at, was)


def _bring_to_venue(attendance: Attendance, seat: str, *, by) -> str:
    """Give the person a seat, or none where the office said so. Returns the mode they had, where it changed."""
    was = attendance.mode
    if was == AttendanceMode.VENUE:
        return ""
    has_seat = attendance.holds_seat or _takes_seat(attendance, beyond=seat == DeskSeat.BEYOND)
    attendance.waiting_since = attendance.offered_until = None
    attendance.changed_at, attendance.changed_by = timezone.now(), by
    if not has_seat:
        attendance.is_walk_in = True
        return ""
    attendance.mode = AttendanceMode.VENUE
    return was


def _takes_seat(attendance: Attendance, *, beyond: bool) -> bool:
    try:
        with transaction.atomic():
            take_seat(attendance=attendance, beyond_limit=True)
    except ValidationError:
        if beyond:
            return False
        raise
    return True


def _undo(attendance: Attendance, act: Act, *, by) -> Outcome:
    if act.seen and attendance.checked_in_at and attendance.checked_in_at != act.seen:
        return Outcome(act.key, DeskAnswer.KEPT, attendance, attendance.checked_in_at)
    _write_down(attendance, act, by=by)
    attendance.checked_in_at = None
    gives_back = attendance.mode == AttendanceMode.VENUE and act.mode in set(AttendanceMode) - {AttendanceMode.VENUE}
    if gives_back:
        attendance.mode = act.mode
        attendance.changed_at, attendance.changed_by = timezone.now(), by
    if attendance.mode == AttendanceMode.ABSENT:
        attendance.is_walk_in = False
    attendance.save()
    if gives_back:
        release_seat(attendance=attendance)
    return Outcome(act.key, DeskAnswer.UNDONE, attendance)


def _write_down(attendance: Attendance, act: Act, *, by) -> DeskEntry:
    return DeskEntry.objects.create(
        study_session=attendance.study_session,
        attendance=attendance,
        key=act.key,
        act=act.act,
        at=_believable(act.at),
        by=by,
    )


def _believable(at: datetime | None) -> datetime:
    """The tablet's time, unless it lies in the future or so long ago that its clock must be wrong: then now."""
    now = timezone.now()
    return at if at and now - OLDEST <= at <= now + AHEAD else now


@transaction.atomic
def set_attended(*, study_session: StudySession, attended: dict[int, bool | None], by) -> int:
    """Say by hand who was there, by key of the attendance; None leaves it to what was recorded.

    Written to the CMS's log for each person. Returns how many changed. Raises PermissionDenied.
    """
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    changed = 0
    for attendance in Attendance.objects.at_desk(study_session).filter(pk__in=attended):
        if attendance.attended == attended[attendance.pk]:
            continue
        attendance.attended = attended[attendance.pk]
        attendance.save(update_fields=["attended"])
        log(attendance, "wagtail.edit", user=by)
        changed += 1
    return changed
