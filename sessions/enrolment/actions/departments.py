"""A municipality reorganises: two departments become one, or one ends. Nothing is deleted, and nobody is surprised."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from sessions.dates import fiscal_year_of
from sessions.enrolment import rules
from sessions.enrolment.actions.reminding import ways_to
from sessions.enrolment.actions.seats import give_up_answer
from sessions.enrolment.emails import departments as letters
from sessions.enrolment.enums import COUNTING_STATES, WAITING_STATES, AttendanceMode, EnrolmentState
from sessions.enrolment.models import Attendance, Enrolment
from studygroup.models import Department, Participant
from studygroup.notices.actions import post_to_many
from studygroup.notices.emails import Reader


@transaction.atomic
def merge_departments(*, source: Department, into: Department, by) -> None:
    """`source` becomes part of `into`, of the same municipality, and is closed today.

    Its present people with their answers, its enrolments and applications of this fiscal year and after, and its
    invitations go on in `into`. Where both are enrolled in the same series the one that stands further wins. Earlier
    years stay with `source`, under the name of their day. Raises PermissionDenied or ValidationError.
    """
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    source, into = _held(source), _held(into)
    _refuse_unfit(source, into)
    year = fiscal_year_of(timezone.localdate())
    for enrolment in source.enrolments.filter(fiscal_year__gte=year):
        _move_enrolment(enrolment, into)
    source.applications.filter(fiscal_year__gte=year).update(department=into)
    source.invitations.update(department=into)
    today = timezone.localdate()
    for person in source.participants.exclude(until__lt=today).select_related("department"):
        _move_person(person, into)
    source.closed_on, source.merged_into = today, into
    source.save(update_fields=["closed_on", "merged_into"])
    log(source, "enrolment.merge_departments", user=by, data={"into": into.pk, "name": into.name})


def _held(department: Department) -> Department:
    return Department.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=department.pk)


def _refuse_unfit(source: Department, into: Department) -> None:
    if source.pk == into.pk:
        raise ValidationError({"into": "ほかの部署を選んでください。"})
    if source.municipality_id != into.municipality_id:
        raise ValidationError({"into": "同じ自治体の部署を選んでください。"})
    for department in (source, into):
        if department.closed_on:
            raise ValidationError(
                {"into": f"{department.name}は、{department.closed_on:%Y年%-m月%-d日}に廃止されています。"}
            )


def _rank(enrolment: Enrolment) -> int:
    """Confirmed before waiting before neither."""
    return 2 if enrolment.state in COUNTING_STATES else 1 if enrolment.state in WAITING_STATES else 0


def _move_enrolment(enrolment: Enrolment, into: Department) -> None:
    """To `into`; where it has one of the same series and year, the better standing is the one that goes on."""
    same = into.enrolments.filter(series=enrolment.series_id, fiscal_year=enrolment.fiscal_year).first()
    if same is None:
        enrolment.department = into
        enrolment.save(update_fields=["department"])
        return
    if _rank(enrolment) > _rank(same):
        for name in ("state", "reason", "submitted_at", "application_id"):
            setattr(same, name, getattr(enrolment, name))
        same.save(update_fields=["state", "reason", "submitted_at", "application"])
    if _rank(enrolment):
        enrolment.state, enrolment.reason = EnrolmentState.WITHDRAWN, f"{into.name}への統合"
        enrolment.save(update_fields=["state", "reason"])


def _move_person(person: Participant, into: Department) -> None:
    """To `into`, unless the same person stands there already: then the answers alone go over."""
    same = next((one for one in into.participants.all() if _is_same(one, person)), None)
    if same is None:
        person.department = into
        person.save(update_fields=["department"])
        return
    if same.user_id is None and person.user_id:
        same.user = person.user
    same.is_coordinator = same.is_coordinator or (person.is_coordinator and person.is_current)
    same.save(update_fields=["user", "is_coordinator"])
    answered = set(same.attendances.values_list("study_session", flat=True))
    for attendance in person.attendances.select_related("study_session"):
        if attendance.study_session_id not in answered:
            attendance.participant = same
            attendance.save(update_fields=["participant"])
        elif not attendance.study_session.is_past:
            give_up_answer(attendance=attendance)
    person.until = person.until or timezone.localdate()
    person.save(update_fields=["until"])


def _is_same(one: Participant, other: Participant) -> bool:
    return (one.name, one.mail.lower()) == (other.name, other.mail.lower()) and one.until is None


@transaction.atomic
def close_department(*, department: Department, by) -> int:
    """`department` ends today: what it asked for is withdrawn, its people's coming sessions are released and told.

    Its history stays. Today is the last day of its people, whose names are kept as long as those of any leaver.
    Returns how many answers were released. Raises PermissionDenied, or ValidationError for a department that is
    closed.
    """
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    department = _held(department)
    if department.closed_on:
        raise ValidationError(f"{department.name}は、{department.closed_on:%Y年%-m月%-d日}に廃止されています。")
    people = [one for one in department.participants.select_related("user", "department") if one.is_current]
    ways = {one.pk: ways_to(one) for one in people}
    released = coming_answers(people)
    for attendance in released:
        give_up_answer(attendance=attendance, by=by)
    _withdraw_what_waits(department)
    department.closed_on = timezone.localdate()
    department.save(update_fields=["closed_on"])
    stay = Q(until__isnull=True) | Q(until__gt=department.closed_on)
    department.participants.filter(stay).update(until=department.closed_on)
    entry = log(department, "enrolment.close_department", user=by, data={"released": len(released)})
    _tell_closed(department, people, ways, released, key=f"department-closed:{entry.pk}", by=by)
    return len(released)


def coming_answers(people: list[Participant]) -> list[Attendance]:
    """How they take part, or wait for a seat, at sessions that are not past."""
    rows = Attendance.objects.filter(participant__in=people).select_related("study_session", "participant")
    there = [one for one in rows if one.mode != AttendanceMode.ABSENT or one.waiting_since]
    return [one for one in there if not one.study_session.is_past]


def _withdraw_what_waits(department: Department) -> None:
    reason = "部署の廃止"
    department.enrolments.waiting().update(state=EnrolmentState.WITHDRAWN, reason=reason)
    department.applications.filter(state__in=WAITING_STATES).update(state=EnrolmentState.WITHDRAWN, reason=reason)
    department.invitations.open().update(withdrawn_at=timezone.now())


def _tell_closed(department, people, ways: dict, released: list[Attendance], *, key: str, by) -> None:
    """One letter to each mailbox, with the answers of all who share it."""
    readers = [Reader(name=str(person.pk), mail=mail, user=user) for person in people for mail, user in ways[person.pk]]

    def letter_for(keys: list[str]):
        own = [one for one in released if str(one.participant_id) in keys]
        return letters.closed(department=department, released=own)

    post_to_many(letter_for=letter_for, readers=readers, about=department, key=key, by=by)
