"""When a public page begins to read differently because of the enrolment."""

from datetime import datetime

from django.utils import timezone

from sessions.enrolment.models import SignUp


def next_deadline() -> datetime | None:
    """The nearest deadline of answers."""
    return min((until for until in SignUp.objects.deadlines().values() if until > timezone.now()), default=None)
