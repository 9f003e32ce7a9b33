"""What somebody does to a recording: watch it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from archive import rules
from archive.models import Video, Watching
from archive.watched import Range


@transaction.atomic
def record_watching(*, video: Video, position: int, ranges: list[Range], by) -> Watching:
    """Keep where `by` is (in seconds), and add what was played; two windows at once lose nothing of each other.

    Raises PermissionDenied for whoever may not watch it now, and for nobody in particular.
    """
    if not rules.can_keep_progress(by, video):
        raise PermissionDenied
    Watching.objects.get_or_create(user=by, video=video)
    watching = Watching.objects.select_for_update().get(user=by, video=video)
    watching.video = video
    watching.add(position, ranges)
    watching.save()
    return watching
