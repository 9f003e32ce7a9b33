"""The next moment at which a window opens or closes."""

from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from archive.models import Extension, Material, Video

MOMENTS = (
    (Material, "available_from"),
    (Material, "available_until"),
    (Video, "available_from"),
    (Video, "available_until"),
    (Extension, "until"),
)


def next_opening_or_closing() -> datetime | None:
    now = timezone.now()
    moments = [
        model.objects.filter(**{f"{field}__gt": now}).aggregate(moment=Min(field))["moment"] for model, field in MOMENTS
    ]
    return min((moment for moment in moments if moment), default=None)
