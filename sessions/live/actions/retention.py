"""What is held about people in rooms goes when its time is over: settings.RETENTION_DAYS, as /privacy/ promises."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sessions.live.models import Presence


@transaction.atomic
def forget_presences() -> int:
    """When who was in a room, minute by minute, goes; that somebody attended stays. Returns how many stretches."""
    end = timezone.now() - timedelta(days=settings.RETENTION_DAYS["presences"])
    return Presence.objects.filter(seen_at__lt=end).delete()[0]
