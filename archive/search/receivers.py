"""Facts from elsewhere that change what is found."""

from wagtail.search.index import insert_or_update_object

from sessions.models import Series, StudySession


def page_published(sender, instance, **kwargs):
    """Only now are the rows below it written: the agenda. What belongs to it names it."""
    insert_or_update_object(instance)
    if isinstance(instance, (Series, StudySession)):
        for thing in (*instance.materials.all(), *instance.videos.all()):
            insert_or_update_object(thing)


def shared_item_saved(sender, instance, **kwargs):
    """Its words stand in every session that shows it."""
    for study_session in StudySession.objects.showing(instance):
        insert_or_update_object(study_session)


def transcript_changed(sender, video, **kwargs):
    """What is said in a film was written anew, in rows of its own."""
    insert_or_update_object(video)
