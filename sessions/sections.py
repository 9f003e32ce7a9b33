"""What the programme has to show on the home page."""

from django.utils import timezone

from sessions.dates import fiscal_year_of
from sessions.models import ProgrammePage, ProgrammeYear, Series, StudySession
from studygroup import page_cache
from studygroup.models import HomePage
from studygroup.slots import Section

SESSIONS_ON_HOME = 2


def upcoming_sessions() -> list[StudySession]:
    """The sessions to come, nearest first. What is remembered only shrinks with the clock; a change reads it anew."""
    ahead = page_cache.remember("sessions_ahead", lambda: list(StudySession.objects.live().upcoming().with_agenda()))
    return [study_session for study_session in ahead if not study_session.is_over]


def live_banner(user, page) -> Section | None:
    """Above the home page while a session is being held."""
    if not isinstance(page, HomePage):
        return None
    held = [study_session for study_session in upcoming_sessions() if study_session.is_live]
    return Section(0, "study_sessions/sections/live_banner.html", {"held_sessions": held}) if held else None


def next_sessions(user, home) -> Section:
    nearest = upcoming_sessions()[:SESSIONS_ON_HOME]
    return Section(10, "study_sessions/sections/next_sessions.html", {"next_sessions": nearest})


def tracks(user, home) -> Section | None:
    """緩和策 and 適応策 side by side, each with its next session or None."""
    nearest = {study_session.series_id: study_session for study_session in reversed(upcoming_sessions())}
    both = page_cache.remember("series_of_one_track", lambda: list(Series.objects.live().of_one_track().in_order()))
    pairs = [(series, nearest.get(series.pk)) for series in both]
    return Section(30, "study_sessions/sections/tracks.html", {"tracks": pairs}) if pairs else None


def years(user, home) -> Section | None:
    """The years of the programme that 研究会について tells of, and which of them this is."""
    told = page_cache.remember("programme_years", _years_told)
    context = {"years": told, "current_year": fiscal_year_of(timezone.localdate())}
    return Section(40, "study_sessions/sections/years.html", context) if told else None


def _years_told() -> list[ProgrammeYear]:
    return list(ProgrammeYear.objects.filter(programme__in=ProgrammePage.objects.live().values("programme")))
