"""The date of a consultation as iCalendar (RFC 5545): one UID a consultation, a SEQUENCE that rises."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from qna.consultations.models import Meeting
from sessions.ical import PRODUCT
from studygroup.addresses import whole


def calendar_of(meeting: Meeting) -> bytes:
    """The date, or that it is cancelled; whoever has taken in a former file sees it move."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add_component(_event_of(meeting))
    return calendar.to_ical()


def _event_of(meeting: Meeting) -> Event:
    consultation = meeting.consultation
    changed_at = meeting.cancelled_at or meeting.made_at
    url = whole(consultation.get_absolute_url())
    event = Event()
    event.add("uid", f"consultation-{consultation.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", changed_at.astimezone(UTC))
    event.add("last-modified", changed_at.astimezone(UTC))
    event.add("summary", f"個別相談（{consultation.department}）")
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("url", url)
    if meeting.place:
        event.add("location", meeting.place)
    lines = [f"方法：{meeting.get_way_display()}", f"相手：{meeting.with_whom}", consultation.subject, url]
    event.add("description", "\n".join(lines))
    return event
