"""The next moment at which a session begins or ends."""

from datetime import datetime

from django.utils import timezone

from sessions.models import StudySession


def next_start_or_end() -> datetime | None:
    """Of today's sessions; later ones turn at a midnight first."""
    now = timezone.now()
    today = StudySession.objects.live().on_a_day().filter(date_from=timezone.localdate())
    moments = [moment for held in today for moment in (held.starts_at, held.ends_at) if moment and moment > now]
    return min(moments, default=None)
