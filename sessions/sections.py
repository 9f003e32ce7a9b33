"""What the programme has to show on the home page."""

from django.db.models import prefetch_related_objects
from django.utils import timezone

from sessions.dates import fiscal_year_of
from sessions.models import ProgrammePage, ProgrammeYear, Series, StudySession
from studygroup.models import HomePage
from studygroup.slots import Section

SESSIONS_ON_HOME = 2


def upcoming_on(home: HomePage) -> list[StudySession]:
    """The sessions to come, nearest first; read once and kept with the page, since several parts of it need them."""
    if "upcoming_sessions" not in home.__dict__:
        found = StudySession.objects.live().upcoming().select_related("series", "venue")
        home.__dict__["upcoming_sessions"] = list(found)
    return home.__dict__["upcoming_sessions"]


def live_banner(user, page) -> Section | None:
    """Above the home page while a session is being held."""
    if not isinstance(page, HomePage):
        return None
    held = [study_session for study_session in upcoming_on(page) if study_session.is_live]
    return Section(0, "study_sessions/sections/live_banner.html", {"held_sessions": held}) if held else None


def next_sessions(user, home) -> Section:
    nearest = upcoming_on(home)[:SESSIONS_ON_HOME]
    # A session is called by its theme; only what has none yet is called by its first agenda item.
    prefetch_related_objects([session for session in nearest if not session.theme], "agenda_items__shared_item")
    return Section(10, "study_sessions/sections/next_sessions.html", {"next_sessions": nearest})


def tracks(user, home) -> Section | None:
    """緩和策 and 適応策 side by side, each with its next session or None."""
    nearest = {study_session.series_id: study_session for study_session in reversed(upcoming_on(home))}
    pairs = [(series, nearest.get(series.pk)) for series in Series.objects.live().of_one_track().in_order()]
    return Section(30, "study_sessions/sections/tracks.html", {"tracks": pairs}) if pairs else None


def years(user, home) -> Section | None:
    """The years of the programme that 研究会について tells of, and which of them this is."""
    told = ProgrammePage.objects.live().values("programme")
    found = list(ProgrammeYear.objects.filter(programme__in=told))
    context = {"years": found, "current_year": fiscal_year_of(timezone.localdate())}
    return Section(40, "study_sessions/sections/years.html", context) if found else None
