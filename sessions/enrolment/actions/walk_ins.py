"""People who come to the desk without having signed up."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from sessions.enrolment import rules
from sessions.enrolment.actions.desk import Act, Outcome, take_locked, told_before
from sessions.enrolment.actions.seats import sign_up_of
from sessions.enrolment.enums import AttendanceMode, DeskAnswer, DeskSeat
from sessions.enrolment.models import Attendance, DeskEntry
from sessions.models import StudySession
from studygroup.enums import DepartmentField
from studygroup.folding import fold
from studygroup.models import Department, Municipality, Participant


@dataclass(frozen=True)
class Newcomer:
    """Somebody the platform does not know, or a name that it may know already."""

    municipality: Municipality
    department_name: str
    name: str
    kana: str = ""


def register_walk_in(
    *, study_session: StudySession, person: Participant | Newcomer, key: str, beyond_seats: bool = False, by
) -> Outcome:
    """Sign somebody up on the day and check them in; the same `key` again is the same person, once.

    With a seat free they are at the venue, past the municipality's limit if need be. With none the answer is `full`
    and nothing is kept, unless `beyond_seats`: then they are checked in as 当日参加 and no seat is counted. A newcomer
    whose name stands in the department already is that person; a department that is not there yet is made, without
    anybody who speaks for it. Raises PermissionDenied.
    """
    if not rules.can_keep_desk(by):
        raise PermissionDenied
    try:
        return _register(study_session, person, key, beyond_seats, by=by)
    except ValidationError:
        return Outcome(key, DeskAnswer.FULL)


@transaction.atomic
def _register(study_session: StudySession, person: Participant | Newcomer, key: str, beyond_seats: bool, *, by):
    sign_up_of(study_session)
    if entry := DeskEntry.objects.filter(study_session=study_session, key=key).first():
        return told_before(entry)
    participant = _participant_of(person) if isinstance(person, Newcomer) else person
    attendance = _row_of(participant, study_session)
    seat = DeskSeat.BEYOND if beyond_seats else DeskSeat.VENUE
    return take_locked(attendance, Act(key, attendance.pk, seat=seat), by=by)


def _row_of(participant: Participant, study_session: StudySession) -> Attendance:
    """The person's one row, locked: their own answer where they gave one."""
    row, _ = Attendance.objects.get_or_create(
        participant=participant,
        study_session=study_session,
        defaults={"mode": AttendanceMode.ABSENT, "is_walk_in": True},
    )
    attendance = Attendance.objects.select_for_update().get(pk=row.pk)
    attendance.participant, attendance.study_session = participant, study_session
    return attendance


def _participant_of(newcomer: Newcomer) -> Participant:
    # Two presses with two keys for one newcomer wait for one another here.
    Municipality.objects.select_for_update().get(pk=newcomer.municipality.pk)
    department = _department_of(newcomer)
    for known in department.participants.select_related("department__municipality"):
        if known.is_current and fold(known.name) == fold(newcomer.name):
            return known
    return Participant.objects.create(
        department=department, name=newcomer.name, kana=newcomer.kana, since=timezone.localdate()
    )


def _department_of(newcomer: Newcomer) -> Department:
    for known in newcomer.municipality.departments.filter(closed_on__isnull=True):
        if fold(known.name) == fold(newcomer.department_name):
            return known
    return Department.objects.create(
        municipality=newcomer.municipality, name=newcomer.department_name, field=DepartmentField.OTHER
    )
