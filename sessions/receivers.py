"""Facts from elsewhere that change something of ours."""

from sessions.actions import record_changes
from sessions.models import StudySession


def study_session_published(sender, instance, **kwargs):
    record_changes(study_session=instance)


def shared_item_saved(sender, instance, created, **kwargs):
    """Edited once, it tells something else in every published session that shows it."""
    for study_session in StudySession.objects.live().showing(instance):
        record_changes(study_session=study_session)


def venue_saved(sender, instance, created, **kwargs):
    for study_session in StudySession.objects.live().at_venue(instance):
        record_changes(study_session=study_session)
