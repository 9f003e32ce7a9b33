"""When a public page begins to read differently because of a call: its window opens or closes at midnight."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from qna.consultations.models import Call


def next_window() -> datetime | None:
    """The nearest midnight at which a call opens, or after which it is closed."""
    days = []
    for opens_on, closes_on in Call.objects.filter(is_announced=True).values_list("opens_on", "closes_on"):
        days += [opens_on, closes_on + timedelta(days=1)]
    midnights = (timezone.make_aware(datetime.combine(day, time())) for day in days)
    return min((moment for moment in midnights if moment > timezone.now()), default=None)
