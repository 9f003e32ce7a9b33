"""The next moment at which a window opens or closes."""

from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from archive.models import Material, Video


def next_opening_or_closing() -> datetime | None:
    now = timezone.now()
    moments = [
        model.objects.filter(**{f"{field}__gt": now}).aggregate(moment=Min(field))["moment"]
        for model in (Material, Video)
        for field in ("available_from", "available_until")
    ]
    return min((moment for moment in moments if moment), default=None)
