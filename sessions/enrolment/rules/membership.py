"""Who may do what for a department and its people. `user` is always whoever is signed in."""

from sessions.enrolment.models import Enrolment
from sessions.enums import Policy
from sessions.models import StudySession
from studygroup import rules
from studygroup.models import Department, Participant


def can_enter_enrolments(user) -> bool:
    """Enrolments and attendance are entered and corrected by hand by the secretariat alone."""
    return rules.is_secretariat(user)


def can_keep_desk(user) -> bool:
    """The reception desk of a session is the secretariat's."""
    return rules.is_secretariat(user)


def can_read_figures(user) -> bool:
    """Lists, figures and exports of who takes part: secretariat and organiser."""
    return rules.works_in_cms(user)


def can_start_enrolment(user) -> bool:
    """Anyone begins to enrol a department, signed in or not; not someone whose participations are all suspended."""
    return not rules.is_shut_out(user)


def coordinates(user, department: Department) -> bool:
    """Whether `user` speaks for `department` today (窓口), or is the secretariat, which may always stand in."""
    if rules.is_secretariat(user):
        return True
    return rules.is_staff(user) and any(
        person.is_coordinator and person.department_id == department.pk for person in user.current_participations
    )


def acts_for(user, participant: Participant) -> bool:
    """Answers for `participant`: the person, a colleague's coordinator, or the secretariat."""
    if coordinates(user, participant.department):
        return True
    own = participant.user_id is not None and participant.user_id == user.pk
    return own and rules.is_staff(user) and participant.is_current


def may_sign_up(participant: Participant, study_session: StudySession) -> bool:
    """Whether `participant` belongs to those the session is for: any staff, or a department that is enrolled.

    Product rules, “Two kinds of signing up”: series without enrolment take any staff; the others take departments
    with an enrolment that counts in the series or in one it accepts, for the session's year.
    """
    if not participant.is_current:
        return False
    series = study_session.series
    if series.policy == Policy.STAFF:
        return True
    admitting = Enrolment.objects.admitting(study_session.fiscal_year).in_series(series.accepted_series_ids)
    return admitting.filter(department=participant.department_id).exists()


def can_answer(user, participant: Participant, study_session: StudySession) -> bool:
    """Whether `user` says who comes and how for `participant` at `study_session`."""
    return acts_for(user, participant) and may_sign_up(participant, study_session)
