"""The next moment at which a public page of the organisation reads differently."""

from datetime import datetime, timedelta

from django.utils import timezone

from studygroup.models import UrgentBanner


def next_midnight() -> datetime:
    """新着, 本日開催 and days of announcement all turn at midnight in Tokyo."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, datetime.min.time()))


def end_of_urgent_banner() -> datetime | None:
    banner = UrgentBanner.load()
    return banner.until if banner.is_shown else None
