"""Who names their own department to take part in what any staff may join."""

from sessions.enums import Policy
from sessions.models import StudySession
from studygroup import rules


def can_name_department(user) -> bool:
    """Someone of a municipality who is in no department yet; whoever is in one acts with it."""
    return rules.is_staff(user) and not user.current_participations


def can_join_as_staff(user, study_session: StudySession) -> bool:
    """`can_name_department`, for a session open to any staff."""
    return study_session.series.policy == Policy.STAFF and can_name_department(user)
