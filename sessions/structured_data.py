"""A session as schema.org tells events to search engines."""

from sessions.enums import Mode, SessionState
from sessions.models import StudySession

STATUS = {SessionState.CANCELLED: "EventCancelled", SessionState.POSTPONED: "EventPostponed"}
AT_A_DISTANCE = {Mode.ONLINE, Mode.STREAM}


def event_of(study_session: StudySession, url: str) -> dict | None:
    """The session as a schema.org Event at the address `url`; None while it has no day."""
    if not study_session.is_on_a_day:
        return None
    starts, ends = study_session.starts_at, study_session.ends_at
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": study_session.title,
        "url": url,
        "description": study_session.summary or study_session.theme,
        "startDate": starts.isoformat() if starts else study_session.date_from.isoformat(),
        "endDate": ends.isoformat() if ends else "",
        "eventStatus": f"https://schema.org/{STATUS.get(study_session.state, 'EventScheduled')}",
        "eventAttendanceMode": _attendance_mode(study_session),
        "location": _locations(study_session, url),
        "organizer": {"@type": "Organization", "name": study_session.series.programme.organiser},
    }
    return {name: value for name, value in event.items() if value}


def _attendance_mode(study_session: StudySession) -> str:
    here = Mode.VENUE in study_session.modes
    there = bool(AT_A_DISTANCE.intersection(study_session.modes))
    if not (here or there):
        return ""
    mode = "Mixed" if here and there else "Offline" if here else "Online"
    return f"https://schema.org/{mode}EventAttendanceMode"


def _locations(study_session: StudySession, url: str) -> list[dict]:
    """The hall, as far as it is announced, and the site as the place where one joins from a distance."""
    found = []
    if study_session.town_label:
        venue = study_session.venue
        place = {"@type": "Place", "name": venue.name if venue else study_session.town_label}
        place["address"] = (venue.address if venue else "") or study_session.town_label
        found.append(place)
    if AT_A_DISTANCE.intersection(study_session.modes):
        found.append({"@type": "VirtualLocation", "url": url})
    return found
