"""Facts from elsewhere that change something of ours."""

from sessions.actions import follow_series_title, record_changes, tell_correction
from sessions.models import StudySession


def study_session_published(sender, instance, **kwargs):
    """It may stand in for another session, whose page names it from now on."""
    record_changes(study_session=instance)
    for replaced in instance.replaces.live():
        tell_correction(study_session=replaced)


def series_published(sender, instance, **kwargs):
    follow_series_title(series=instance)


def shared_item_saved(sender, instance, created, **kwargs):
    """Edited once, it tells something else in every published session that shows it."""
    for study_session in StudySession.objects.live().showing(instance):
        tell_correction(study_session=study_session)


def venue_saved(sender, instance, created, **kwargs):
    for study_session in StudySession.objects.live().at_venue(instance):
        tell_correction(study_session=study_session)
