"""Sessions as iCalendar (RFC 5545): stable UIDs, a SEQUENCE that rises on change, cancelled ones said so."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from sessions.enums import SessionState
from sessions.models import StudySession

Notes = Mapping[int, Iterable[str]]  # lines by the key of the session
PRODUCT = "-//All Tokyo 62//Study Group//JA"
STATUS = {
    SessionState.CANCELLED: "CANCELLED",
    SessionState.POSTPONED: "CANCELLED",
    SessionState.SCHEDULED: "CONFIRMED",
    SessionState.PLANNED: "TENTATIVE",
}


def calendar_of(study_sessions: Iterable[StudySession], name: str, notes: Notes | None = None) -> bytes:
    """The sessions that have a day, as one calendar named `name`; `notes`: what a reader's own copy says of each.

    Each session needs `sequence` (how often it changed; see `StudySessionQuerySet.with_sequence`).
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    for study_session in study_sessions:
        calendar.add_component(event_of(study_session, (notes or {}).get(study_session.pk, ())))
    return calendar.to_ical()


def event_of(study_session: StudySession, notes: Iterable[str] = ()) -> Event:
    """One session as an event, its hours in UTC, or the whole day while they are not announced; `notes` come first."""
    event = Event()
    event.add("uid", f"{study_session.code}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", study_session.sequence)
    event.add("dtstamp", study_session.last_published_at or datetime(2021, 4, 1, tzinfo=UTC))
    event.add("last-modified", study_session.last_published_at or datetime(2021, 4, 1, tzinfo=UTC))
    event.add("summary", study_session.title)
    event.add("status", STATUS[study_session.state])
    event.add("url", study_session.full_url)
    _add_time(event, study_session)
    if study_session.town_label:
        event.add("location", _place(study_session))
    event.add("description", "\n".join([*notes, _description(study_session)]))
    return event


def _add_time(event: Event, study_session: StudySession) -> None:
    if study_session.starts_at:
        event.add("dtstart", study_session.starts_at.astimezone(UTC))
        if study_session.ends_at:
            event.add("dtend", study_session.ends_at.astimezone(UTC))
        return
    event.add("dtstart", study_session.date_from)
    event.add("dtend", study_session.date_from + timedelta(days=1))


def _place(study_session: StudySession) -> str:
    venue = study_session.venue
    if venue is None:
        return study_session.town
    return f"{venue.name}（{venue.address or venue.town}）"


def _description(study_session: StudySession) -> str:
    lines = ["・".join(study_session.mode_labels)] if study_session.modes else []
    if study_session.is_called_off:
        lines.append(f"{study_session.get_state_display()}：{study_session.reason}")
    lines += [f"・{line.item.title}" for line in study_session.agenda]
    return "\n".join([*lines, study_session.full_url])
