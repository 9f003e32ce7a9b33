"""The day before, whoever comes to a consultation is reminded of it."""

from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from qna.consultations import emails
from qna.consultations.actions.posting import tell_both
from qna.consultations.ical import calendar_of
from qna.consultations.models import Meeting

EVE_FROM = time(9)


def post_reminders() -> int:
    """From nine o'clock remind of tomorrow's dates. May be called any number of times. Returns how many dates."""
    now = timezone.localtime()
    if now.time() < EVE_FROM:
        return 0
    tomorrow = Meeting.objects.standing().on_day(now.date() + timedelta(days=1))
    meetings = tomorrow.select_related("advisor", "consultation__department__municipality", "consultation__topic")
    for meeting in meetings:
        _remind(meeting)
    return len(meetings)


@transaction.atomic
def _remind(meeting: Meeting) -> None:
    letter = emails.reminder(meeting=meeting, calendar=calendar_of(meeting).decode())
    tell_both(letter=letter, meeting=meeting, key=f"consultation:meeting:{meeting.pk}:eve", by=None)
