"""Facts from elsewhere that change something of ours."""

from sessions.actions import record_changes
from sessions.models import StudySession


def study_session_published(sender, instance, **kwargs):
    record_changes(study_session=instance)


def told_in_sessions(sender, instance, **kwargs):
    """A shared item or a venue was renamed: every published session that shows it tells something else now."""
    for study_session in StudySession.objects.live().telling_of(instance):
        record_changes(study_session=study_session)
