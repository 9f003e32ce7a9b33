"""Who names their own department to take part in what any staff may join."""

from sessions.enums import Policy
from sessions.models import StudySession
from studygroup import rules


def can_join_as_staff(user, study_session: StudySession) -> bool:
    """Someone of a municipality who is in no department yet, for a session open to any staff.

    Whoever is in a department answers with it.
    """
    is_open_to_staff = study_session.series.policy == Policy.STAFF
    return is_open_to_staff and rules.is_staff(user) and not user.current_participations
