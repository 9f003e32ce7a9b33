"""Who someone is. Staff, participant and coordinator are computed; secretariat, organiser and advisor are groups."""

from studygroup.enums import OFFICE_ROLES, Role


def has_a_role(user) -> bool:
    """Secretariat, organiser, advisor or superuser: passes every audience."""
    return user.is_authenticated and (user.is_superuser or bool(user.roles))


def is_secretariat(user) -> bool:
    """Someone of the office that runs the study group, or a superuser."""
    return user.is_authenticated and (user.is_superuser or Role.SECRETARIAT in user.roles)


def works_in_cms(user) -> bool:
    """Secretariat and organiser work in the CMS; advisors have their own pages."""
    return user.is_authenticated and (user.is_superuser or bool(user.roles & set(OFFICE_ROLES)))


def is_advisor(user) -> bool:
    """Someone who answers what the office gives them, and offers hours."""
    return user.is_authenticated and Role.ADVISOR in user.roles


def is_staff(user) -> bool:
    """Someone tied to a municipality whose participations are not all suspended."""
    return user.is_authenticated and user.municipality_id is not None and not user.is_suspended


def is_coordinator(user) -> bool:
    """Someone who speaks for a department (窓口) in one of the participations that count today."""
    return user.is_authenticated and any(person.is_coordinator for person in user.current_participations)


def is_shut_out(user) -> bool:
    """Someone without a role whose participations are all suspended: signs in, and reads what anyone reads."""
    return user.is_authenticated and not has_a_role(user) and user.is_suspended


def waits_for_municipality(user) -> bool:
    """Someone without a role whom neither a mail domain nor the office has tied to a municipality yet."""
    return user.is_authenticated and not has_a_role(user) and user.municipality_id is None


def needs_second_factor(user) -> bool:
    """Whoever works with other people's data signs in with a passkey or a one-time password."""
    return has_a_role(user)


def can_manage_people(user) -> bool:
    """Invite and end the office's people, and tie staff to a municipality."""
    return is_secretariat(user)


def can_read_contact_messages(user) -> bool:
    """Secretariat and organiser read what people wrote to the office, and say when it is dealt with."""
    return works_in_cms(user)
