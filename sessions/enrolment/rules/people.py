"""Who may change what about a person, and who may take an invitation."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from sessions.enrolment.models import Invitation
from sessions.enrolment.rules.membership import coordinates
from studygroup import rules
from studygroup.models import Department, Participant


def belongs_to(user, department: Department) -> bool:
    """Whether `user` stands in `department` today."""
    return rules.is_staff(user) and any(one.department_id == department.pk for one in user.current_participations)


def can_read_people(user, department: Department) -> bool:
    """The list of a department's people is its own, and the secretariat's."""
    return coordinates(user, department) or belongs_to(user, department)


def is_own(user, participant: Participant) -> bool:
    """Whether `participant` is somebody whom `user` signs in for."""
    return user.is_authenticated and participant.user_id == user.pk


def can_correct(user, participant: Participant) -> bool:
    """What is held of a person is corrected by themselves, whatever their standing, and by who coordinates."""
    return is_own(user, participant) or coordinates(user, participant.department)


def can_change_mail(user, participant: Participant) -> bool:
    """Another mailbox means another login: who coordinates may say so, but not part themselves from the department."""
    if not coordinates(user, participant.department):
        return False
    own = [one for one in user.current_participations if one.department_id == participant.department_id]
    return rules.is_secretariat(user) or [one.pk for one in own] != [participant.pk]


def has_proven(user, address: str) -> bool:
    """Whether `user` signs in with `address`, and has proven it by a code."""
    if not user.is_authenticated or user.email.lower() != address.lower():
        return False
    return user.emailaddress_set.filter(email__iexact=address, verified=True).exists()


def can_accept(user, invitation: Invitation) -> bool:
    """An invitation is for whoever has proven its address, and nobody else."""
    return has_proven(user, invitation.mail)


def unchecked_participations(user) -> list[Participant]:
    """Where `user` stands by an invitation, while the office still looks at which municipality they work for."""
    return [] if rules.is_staff(user) or user.municipality_id else user.current_participations


def current_on(day: date) -> Q:
    """`Participant.is_current` on `day`, as a condition on participants."""
    begun = Q(since__isnull=True) | Q(since__lte=day)
    staying = Q(until__isnull=True) | Q(until__gte=day)
    return begun & staying & Q(suspended_at__isnull=True, department__closed_on__isnull=True)


def checked() -> Q:
    """Whose municipality is known: people without login, and logins that a mail domain or the office has tied.

    Whoever came by an invitation from elsewhere has asked to take part, and counts once the office has looked.
    """
    return Q(user__isnull=True) | Q(user__municipality__isnull=False)


def counted_on(day: date) -> Q:
    """Who takes part on `day`, as a condition on participants."""
    return current_on(day) & checked()


def without_coordinator(day: date) -> QuerySet[Department]:
    """Open departments for which nobody speaks on `day`; those in which nobody was ever registered are left out."""
    people = Participant.objects.filter(department=OuterRef("pk"))
    speaking = people.filter(current_on(day), is_coordinator=True)
    return Department.objects.filter(Exists(people), ~Exists(speaking), closed_on__isnull=True)
