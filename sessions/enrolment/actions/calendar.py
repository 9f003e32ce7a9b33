"""A person's private calendar."""

from django.db import transaction
from django.utils import timezone

from sessions.enrolment.models import CalendarFeed
from sessions.enrolment.models.membership import new_token


@transaction.atomic
def replace_calendar_feed(*, by) -> bool:
    """Give `by` a calendar with a new token; one they had before is forgotten. Returns whether it is their first.

    Everyone keeps their own: no rule but being signed in.
    """
    values = {"token": new_token(), "made_at": timezone.now()}
    return CalendarFeed.objects.update_or_create(user=by, defaults=values)[1]


@transaction.atomic
def end_calendar_feed(*, by) -> None:
    """Forget the calendar of `by`: its address leads nowhere from now on. A later one has another address."""
    CalendarFeed.objects.filter(user=by).delete()
