"""Staff without a department take part in what is open to any staff."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sessions.enrolment.actions.answering import why_closed
from sessions.enrolment.actions.seats import sign_up_of
from sessions.enrolment.models import Enrolment
from sessions.enrolment.rules.joining import can_join_as_staff, can_name_department
from sessions.models import StudySession
from studygroup.models import Department, Participant, User

ENROLLED = "enrolled"


@transaction.atomic
def join_as_staff(
    *, study_session: StudySession, department_name: str, field: str, name: str, kana: str = "", by
) -> Participant:
    """`name_department`, to answer for `study_session`, which takes any staff.

    Raises PermissionDenied, or ValidationError as well where the session takes no answers (code `closed`).
    """
    by = User.objects.select_for_update().get(pk=by.pk)
    if known := _standing_in(department_name.strip(), by):
        return known
    if not can_join_as_staff(by, study_session):
        raise PermissionDenied
    if reason := why_closed(study_session, sign_up_of(study_session)):
        raise ValidationError(reason, code="closed")
    return name_department(department_name=department_name, field=field, name=name, kana=kana, by=by)


@transaction.atomic
def name_department(*, department_name: str, field: str, name: str, kana: str = "", by) -> Participant:
    """Stand in a department of one's own municipality; no enrolment comes of it.

    The department is found by its name or made; the same again gives the same participant. An enrolled department has
    those who speak for it, who alone bring people in. Raises PermissionDenied, or ValidationError: the department is
    enrolled (code `enrolled`, `params["department"]`).
    """
    by = User.objects.select_for_update().get(pk=by.pk)
    if known := _standing_in(department_name.strip(), by):
        return known
    if not can_name_department(by):
        raise PermissionDenied
    department = Department.objects.get_or_create(
        municipality=by.municipality, name=department_name.strip(), closed_on=None, defaults={"field": field}
    )[0]
    if Enrolment.objects.standing().filter(department=department).exists():
        message = "は、すでに参加登録をしています。窓口の方に、同じ部署の人として招待してもらってください。"
        raise ValidationError(department.name + message, code=ENROLLED, params={"department": department})
    person = Participant.objects.create(
        department=department, user=by, name=name.strip(), kana=kana.strip(), mail=by.email, since=timezone.localdate()
    )
    log(person, "enrolment.add_person", user=by)
    return person


def _standing_in(department_name: str, user) -> Participant | None:
    return next((one for one in user.current_participations if one.department.name == department_name), None)
