"""A department enrols: the application, its admission, and what the office decides about it."""

from dataclasses import asdict, dataclass, field, replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sessions.dates import fiscal_year_of
from sessions.enrolment import rules
from sessions.enrolment.actions.answering import Answer, take, tell
from sessions.enrolment.actions.membership import add_person, give_up_unadmitted, identity_of, people_of
from sessions.enrolment.actions.posting import post_to_coordinators
from sessions.enrolment.actions.seats import FULL, MUNICIPALITY_FULL
from sessions.enrolment.emails import enrolling
from sessions.enrolment.enums import ApplicationWay, AttendanceMode, EnrolmentState
from sessions.enrolment.models import Application, Attendance, Enrolment
from sessions.models import Series, StudySession
from studygroup.actions import tie_to_municipality
from studygroup.models import Department, Municipality, Participant, User
from studygroup.notices.actions import post

ALREADY = "already"
OUTSIDE = "このメールアドレスは自治体のものと確認できませんでした。登録は仮受付とし、事務局が確認します。"


@dataclass(frozen=True)
class Person:
    """Somebody who takes part; `answers` says how, by session code. Without `mail` the department has no mailbox."""

    name: str
    kana: str = ""
    mail: str = ""
    phone: str = ""
    answers: dict[str, str] = field(default_factory=dict)


def is_of_domain(user, municipality: Municipality) -> bool:
    """Whether the proven address of `user` is one of the municipality's; the office's word counts as much."""
    return Municipality.objects.owning_address(user.email).filter(pk=municipality.pk).exists() or (
        user.tied_by_office and user.municipality_id == municipality.pk
    )


@transaction.atomic
def enrol_department(
    *,
    municipality: Municipality,
    department_name: str,
    department_field: str,
    series: list[Series],
    people: list[Person],
    key: str,
    by,
    way: str = ApplicationWay.WEB,
) -> Application:
    """Take an application for the current fiscal year and send its receipt; the same `key` again is the same one.

    From an address of the municipality, or by the office, it is admitted at once: the department with its people, and
    an enrolment per series, confirmed if the office entered it or the series says so. From elsewhere it is provisional,
    with the reason, and nobody gets any right. Raises PermissionDenied, or ValidationError (code `already`,
    `params["enrolment"]`) where the department is enrolled.
    """
    if not (rules.can_enter_enrolments(by) or rules.can_start_enrolment(by)):
        raise PermissionDenied
    values = {
        "municipality": municipality,
        "department_name": department_name.strip(),
        "field": department_field,
        "fiscal_year": fiscal_year_of(timezone.localdate()),
        "people": [asdict(person) for person in people],
        "way": way,
        "submitted_by": by,
    }
    application, is_new = Application.objects.get_or_create(key=key, defaults=values)
    if not is_new:
        return application
    application.series.set(series)
    _admit_or_hold(application, by=by)
    _send_receipt(application, by=by)
    return application


def _admit_or_hold(application: Application, *, by) -> None:
    by_office = rules.can_enter_enrolments(by)
    if by_office or is_of_domain(by, application.municipality):
        _admit(application, confirm_all=by_office, by=by)
    else:
        application.state, application.reason = EnrolmentState.PROVISIONAL, OUTSIDE
        application.save(update_fields=["state", "reason"])


def _send_receipt(application: Application, *, by) -> None:
    address = application.people[0]["mail"]
    to = by if address == by.email or not (address or rules.can_enter_enrolments(by)) else address
    if to:
        letter = enrolling.received(application=application)
        post(letter=letter, to=to, about=application, key=f"enrolment-received:{application.pk}", by=by)


def _admit(application: Application, *, confirm_all: bool, by) -> None:
    """Make of the application what it asks for: the department, its people, its enrolments, their answers."""
    department = _department_of(application)
    application.department = department
    enrolments = [_enrol(department, series, application, confirm_all) for series in application.series.all()]
    _add_people(application, department)
    confirmed = all(enrolment.is_counting for enrolment in enrolments)
    application.state = EnrolmentState.CONFIRMED if confirmed else EnrolmentState.SUBMITTED
    application.reason = ""
    application.save(update_fields=["department", "state", "reason"])
    _apply_answers(application, by=by)


def _department_of(application: Application) -> Department:
    """The open department of that name, new or not, locked: of two applications at once the second finds the first."""
    department, _ = Department.objects.get_or_create(
        municipality=application.municipality,
        name=application.department_name,
        closed_on=None,
        defaults={"field": application.field},
    )
    return Department.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=department.pk)


def _enrol(department: Department, series: Series, application: Application, confirm_all: bool) -> Enrolment:
    row = Enrolment.objects.filter(department=department, series=series, fiscal_year=application.fiscal_year)
    standing = row.standing().first()
    if standing:
        message = f"{department.name}は、{series.title}にすでに登録されています。"
        raise ValidationError(message, code=ALREADY, params={"enrolment": standing})
    state = EnrolmentState.CONFIRMED if confirm_all or series.confirms_at_once else EnrolmentState.SUBMITTED
    enrolment = row.first() or Enrolment(department=department, series=series, fiscal_year=application.fiscal_year)
    enrolment.state, enrolment.reason, enrolment.application = state, "", application
    enrolment.submitted_at = application.submitted_at
    enrolment.save()
    return enrolment


def _add_people(application: Application, department: Department) -> None:
    """Those who are not in the department yet; a second enrolment, or one put right, names the same people again."""
    there = {identity_of(person.name, person.mail) for person in people_of(department)}
    for each in application.people:
        if identity_of(each["name"], each["mail"]) not in there:
            contact = {name: each[name] for name in ("name", "kana", "mail", "phone")}
            add_person(department=department, **contact)


def _apply_answers(application: Application, *, by) -> None:
    """Answer for each person as the form said, where the enrolment counts by now; a full venue becomes a wait."""
    codes = {code for each in application.people for code in each["answers"]}
    sessions = {one.code: one for one in StudySession.objects.live().filter(code__in=codes).select_related("series")}
    by = User.objects.get(pk=by.pk)  # as whoever they have just become a coordinator
    wanted = [
        Answer(person, sessions[code], mode)
        for person, each in _people_of(application)
        for code, mode in each["answers"].items()
        if code in sessions and rules.may_sign_up(person, sessions[code])
    ]
    taken = [answered for each in wanted if (answered := _take_or_wait(each, by=by))]
    tell(changed=[attendance for attendance, is_changed in taken if is_changed], by=by)


def _take_or_wait(wanted: Answer, *, by) -> tuple[Attendance, bool] | None:
    """None where it is too late for any answer."""
    try:
        with transaction.atomic():
            return take(wanted, by=by)
    except ValidationError as refusal:
        if refusal.code not in (FULL, MUNICIPALITY_FULL):
            return None
    online = AttendanceMode.ONLINE in wanted.study_session.modes
    meanwhile = AttendanceMode.ONLINE if online else AttendanceMode.ABSENT
    return take(replace(wanted, mode=meanwhile, wants_venue=True), by=by)


@transaction.atomic
def approve_application(*, application: Application, by) -> None:
    """The office's one look: everything the application asked for counts from now on. Raises PermissionDenied.

    For one that was provisional the office thereby says that its sender works for the municipality.
    """
    application = _decide(application, by)
    if application.state == EnrolmentState.PROVISIONAL:
        sender = application.submitted_by
        if sender and not rules.can_enter_enrolments(sender):
            tie_to_municipality(user=sender, municipality=application.municipality, by=by)
        _admit(application, confirm_all=True, by=by)
    else:
        application.enrolments.waiting().update(state=EnrolmentState.CONFIRMED, reason="")
        application.state = EnrolmentState.CONFIRMED
        application.save(update_fields=["state"])
        _apply_answers(application, by=by)
    log(application, "enrolment.approve", user=by)
    _tell_sender(application, enrolling.approved(application=application), by=by)


def _people_of(application: Application) -> list[tuple[Participant, dict]]:
    """Those admitted with the application who are still there under the same name, each with its row."""
    current = Participant.objects.filter(department=application.department_id, until__isnull=True)
    found = {identity_of(one.name, one.mail): one for one in current.select_related("department", "user")}
    rows = {identity_of(each["name"], each["mail"]): each for each in application.people}
    return [(found[key], each) for key, each in rows.items() if key in found]


@transaction.atomic
def send_back_application(*, application: Application, reason: str, by) -> None:
    """The office cannot confirm it, and says why; what it had brought in counts no more. Raises PermissionDenied."""
    application = _decide(application, by)
    if not reason.strip():
        raise ValidationError({"reason": "差し戻す理由を入力してください。"})
    application.state, application.reason = EnrolmentState.SENT_BACK, reason.strip()
    application.save(update_fields=["state", "reason"])
    application.enrolments.waiting().update(state=EnrolmentState.SENT_BACK, reason=application.reason)
    log(application, "enrolment.send_back", user=by, data={"reason": application.reason})
    _tell_sender(application, enrolling.sent_back(application=application), by=by)


def _decide(application: Application, by) -> Application:
    """The application, locked, if it is still waiting for the office."""
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    held = Application.objects.select_for_update().get(pk=application.pk)
    if not held.is_waiting:
        raise ValidationError(f"この申込は、すでに「{held.get_state_display()}」になっています。")
    return held


def _tell_sender(application: Application, letter, *, by) -> None:
    sender, address = application.submitted_by, application.people[0]["mail"]
    to = sender if sender and not rules.can_enter_enrolments(sender) else address
    if to:
        key = f"enrolment-decided:{application.pk}:{application.state}"
        post(letter=letter, to=to, about=application, key=key, by=by)


@transaction.atomic
def withdraw_enrolment(*, enrolment: Enrolment, reason: str = "", by) -> None:
    """End an enrolment before its year; records stay, later sessions are given up. By the coordinator or the office."""
    if not rules.coordinates(by, enrolment.department):
        raise PermissionDenied
    changed = Enrolment.objects.standing().filter(pk=enrolment.pk)
    if not changed.update(state=EnrolmentState.WITHDRAWN, reason=reason):
        return
    give_up_unadmitted(department=enrolment.department, by=by)
    entry = log(enrolment, "enrolment.withdraw", user=by, data={"reason": reason})
    letter = enrolling.withdrawn(enrolment=enrolment, reason=reason)
    key = f"enrolment-withdrawn:{entry.pk}"
    post_to_coordinators(letter=letter, department=enrolment.department, about=enrolment, key=key, by=by)


@transaction.atomic
def ask_to_join(*, department: Department, name: str, by) -> None:
    """Ask those who speak for an enrolled `department` for an invitation. Raises PermissionDenied.

    For an address of the municipality alone: nobody else may know of its departments.
    """
    if not is_of_domain(by, department.municipality):
        raise PermissionDenied
    letter = enrolling.join_asked(department=department, name=name, mail=by.email)
    key = f"join-asked:{department.pk}:{by.pk}:{timezone.localdate()}"
    post_to_coordinators(letter=letter, department=department, about=department, key=key, by=by)
