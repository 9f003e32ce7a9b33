"""The people of a department: they come, are corrected, linked to their logins, speak for it, and leave."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from sessions.enrolment import rules
from sessions.enrolment.actions.posting import post_to_person
from sessions.enrolment.actions.seats import give_up_answer
from sessions.enrolment.emails import membership as emails
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Attendance
from sessions.enrolment.rules.people import can_change_mail, can_correct, is_own
from studygroup.folding import fold
from studygroup.models import Department, Participant, User

LAST_COORDINATOR = "この部署の窓口の方がいなくなります。先に、ほかの方を窓口にするか、次の担当者に引き継いでください。"


def add_person(*, department: Department, name: str, kana: str, mail: str, phone: str) -> Participant:
    """Put somebody into `department`; the first one speaks for it. Names are kept as typed.

    Runs inside an action that has checked its rule. Raises ValidationError where the person is there already.
    """
    current = people_of(department)
    if identity_of(name, mail) in {identity_of(person.name, person.mail) for person in current}:
        raise ValidationError(f"{name}さんは、すでにこの部署に登録されています。", code="duplicate")
    return Participant.objects.create(
        department=department,
        user=_login_of(mail, department),
        name=name,
        kana=kana,
        mail=mail,
        phone=phone,
        is_coordinator=not any(person.is_coordinator for person in current),
        since=timezone.localdate(),
    )


def identity_of(name: str, mail: str) -> tuple[str, str]:
    """By which two rows of a department are the same person: the folded name and the mailbox."""
    return fold(name), mail.lower()


def people_of(department: Department) -> list[Participant]:
    """Who is in the department today, the department locked: nobody comes or goes until the transaction ends."""
    Department.objects.select_for_update().get(pk=department.pk)
    return [person for person in department.participants.select_related("department", "user") if person.is_current]


def _login_of(mail: str, department: Department) -> User | None:
    """The login that has proven this mailbox, if it belongs to the department's municipality."""
    if not mail:
        return None
    logins = User.objects.filter(emailaddress__email__iexact=mail, emailaddress__verified=True)
    return logins.filter(municipality=department.municipality_id).first()


@transaction.atomic
def link_people(*, user) -> int:
    """Give a login the people registered under its proven mailbox in its municipality. Returns how many."""
    if user.municipality_id is None:
        return 0
    waiting = Participant.objects.filter(
        user__isnull=True, mail__iexact=user.email, department__municipality=user.municipality_id
    )
    return waiting.update(user=user)


@transaction.atomic
def follow_new_address(*, user, former: str) -> int:
    """After a change of the proven address: the people it signs in for keep being reached. Returns how many."""
    return Participant.objects.filter(user=user, mail__iexact=former).update(mail=user.email)


@transaction.atomic
def add_colleague(*, department: Department, name: str, kana: str = "", mail: str = "", phone: str = "", by):
    """The coordinator registers somebody, with or without a mailbox of their own. Raises PermissionDenied.

    Whoever has a mailbox is told, and how to sign in.
    """
    if not rules.coordinates(by, department):
        raise PermissionDenied
    person = add_person(department=department, name=name, kana=kana, mail=mail, phone=phone)
    log(person, "enrolment.add_person", user=by)
    if mail and mail.lower() != by.email.lower():
        letter = emails.registered(person=person)
        post_to_person(letter=letter, person=person, about=person, key=f"registered:{person.pk}", by=by)
    return person


@transaction.atomic
def correct_person(*, participant: Participant, name: str, kana: str, mail: str, phone: str, by) -> None:
    """Keep what is right about somebody: by themselves or by who coordinates. Raises PermissionDenied.

    Another mailbox belongs to another login, or to none yet; one's own address is changed with the account, so
    here it stays. Raises ValidationError where somebody like that is in the department already.
    """
    if not can_correct(by, participant):
        raise PermissionDenied
    if not can_change_mail(by, participant):
        mail = participant.mail
    others = [person for person in people_of(participant.department) if person.pk != participant.pk]
    if any(fold(person.name) == fold(name) and person.mail.lower() == mail.lower() for person in others):
        raise ValidationError({"name": f"{name}さんは、すでにこの部署に登録されています。"}, code="duplicate")
    if mail.lower() != participant.mail.lower():
        participant.user = _login_of(mail, participant.department)
    participant.name, participant.kana, participant.mail, participant.phone = name, kana, mail, phone
    participant.save(update_fields=["name", "kana", "mail", "phone", "user"])
    log(participant, "wagtail.edit", user=by)


@transaction.atomic
def correct_account(*, name: str, by) -> None:
    """Keep the right name of one's own login."""
    User.objects.filter(pk=by.pk).update(name=name)
    by.name = name


@transaction.atomic
def make_coordinator(*, participant: Participant, by) -> None:
    """Let one more person speak for the department. Raises PermissionDenied, or ValidationError without a mailbox."""
    if not rules.coordinates(by, participant.department) or not participant.is_current:
        raise PermissionDenied
    if not (participant.user_id or participant.mail):
        raise ValidationError(
            f"{participant.name}さんにはメールアドレスがないため、窓口にできません。"
            "先に、「訂正」からメールアドレスを登録してください。"
        )
    if Participant.objects.filter(pk=participant.pk, is_coordinator=False).update(is_coordinator=True):
        entry = log(participant, "enrolment.make_coordinator", user=by)
        letter = emails.made_coordinator(person=participant)
        key = f"made-coordinator:{entry.pk}"
        post_to_person(letter=letter, person=participant, about=participant, key=key, by=by)


@transaction.atomic
def end_coordinator(*, participant: Participant, by) -> None:
    """Let somebody speak for the department no more. Raises PermissionDenied, or ValidationError for the last one."""
    if not rules.coordinates(by, participant.department):
        raise PermissionDenied
    _refuse_the_last(participant, by=by)
    if Participant.objects.filter(pk=participant.pk, is_coordinator=True).update(is_coordinator=False):
        log(participant, "enrolment.end_coordinator", user=by)


@transaction.atomic
def remove_person(*, participant: Participant, last_day: date, by) -> None:
    """Somebody leaves: access ends after `last_day`, later sessions are given up, what was stays.

    Raises PermissionDenied, or ValidationError where nobody would be left to speak for the department.
    """
    if not rules.coordinates(by, participant.department):
        raise PermissionDenied
    if participant.since and last_day < participant.since:
        raise ValidationError({"last_day": "最終日は、着任日より前にできません"})
    _refuse_the_last(participant, by=by)
    entry = log(participant, "enrolment.remove_person", user=by, data={"until": str(last_day)})
    end_participation(participant=participant, last_day=last_day, by=by)
    if not is_own(by, participant):
        letter, key = emails.left(person=participant), f"left:{entry.pk}"
        post_to_person(letter=letter, person=participant, about=participant, key=key, by=by)


@transaction.atomic
def keep_person(*, participant: Participant, by) -> None:
    """Take a last day back before it has come. Sessions given up meanwhile are signed up for anew."""
    if not rules.coordinates(by, participant.department) or not participant.is_current:
        raise PermissionDenied
    participant.until = None
    participant.save(update_fields=["until"])
    log(participant, "enrolment.keep_person", user=by)


def _refuse_the_last(participant: Participant, *, by) -> None:
    """No coordinator leaves the department without one; the office may, which then has it in its worklist."""
    people = people_of(participant.department)
    staying = [one for one in people if one.is_coordinator and one.until is None and one.pk != participant.pk]
    if participant.is_coordinator and not staying and not rules.can_enter_enrolments(by):
        raise ValidationError(LAST_COORDINATOR, code="last_coordinator")


def end_participation(*, participant: Participant, last_day: date, by) -> None:
    """Write the last day and give up what comes after it. Runs inside an action that has checked its rule."""
    participant.until = last_day
    participant.save(update_fields=["until"])
    later = Q(study_session__date_from__isnull=True) | Q(study_session__date_from__gt=last_day)
    for attendance in _to_come(later, participant=participant):
        give_up_answer(attendance=attendance, by=by)


def give_up_unadmitted(*, department: Department, by) -> None:
    """Give up what the department's people answered for sessions to come that admit them no more.

    Runs inside an action that has checked its rule, and has ended an enrolment.
    """
    for attendance in _to_come(participant__department=department):
        study_session = attendance.study_session
        if not study_session.is_past and not rules.may_sign_up(attendance.participant, study_session):
            give_up_answer(attendance=attendance, by=by)


def _to_come(*conditions: Q, **values) -> QuerySet[Attendance]:
    """Answers that say somebody comes, or waits for a seat, and is not here yet; locked, by session."""
    comes = ~Q(mode=AttendanceMode.ABSENT) | Q(waiting_since__isnull=False) | Q(offered_until__isnull=False)
    rows = Attendance.objects.filter(*conditions, comes, checked_in_at__isnull=True, **values)
    related = rows.select_related("study_session__series", "participant__department")
    return related.select_for_update(of=("self",)).order_by("study_session")
