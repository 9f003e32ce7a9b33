"""Who may do what with the programme."""

from sessions.models import Series, StudySession


def can_add_study_session(user, series: Series) -> bool:
    """Whoever may add pages below the series, as the CMS has it."""
    return user.is_authenticated and series.permissions_for_user(user).can_add_subpage()


def can_delete_study_session(user, study_session: StudySession) -> bool:
    """Only what was never announced; afterwards a session is called off or unpublished, and stays."""
    return study_session.first_published_at is None and study_session.permissions_for_user(user).can_delete()
