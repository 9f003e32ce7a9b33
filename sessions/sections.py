"""What the programme has to show on the home page."""

from django.utils import timezone

from sessions.dates import fiscal_year_of
from sessions.models import ProgrammePage, ProgrammeYear, Series, StudySession
from studygroup import page_cache
from studygroup.models import HomePage
from studygroup.slots import Section

SESSIONS_ON_HOME = 2


def sessions_ahead() -> list[StudySession]:
    """What has not gone by, nearest first, with a day or without; what was called off stays until its day is over.

    What is remembered only shrinks with the clock; a change reads it anew.
    """
    ahead = page_cache.remember("sessions_ahead", lambda: list(StudySession.objects.live().ahead().with_agenda()))
    return [study_session for study_session in ahead if not study_session.is_past]


def upcoming_sessions() -> list[StudySession]:
    """The sessions to come, nearest first; some of them have no day yet."""
    return [study_session for study_session in sessions_ahead() if not study_session.is_called_off]


def live_banner(user, page) -> Section | None:
    """Above the home page while a session is being held."""
    if not isinstance(page, HomePage):
        return None
    held = [study_session for study_session in upcoming_sessions() if study_session.is_live]
    return Section(0, "study_sessions/sections/live_banner.html", {"held_sessions": held}) if held else None


def next_sessions(user, home) -> Section:
    """The next sessions on a day, beside what was called off before them, and what is planned where those are few."""
    on_a_day = [study_session for study_session in sessions_ahead() if study_session.is_on_a_day]
    cards = _as_far_as_the_next(on_a_day)
    taking_place = [study_session for study_session in cards if not study_session.is_called_off]
    planned = [study_session for study_session in upcoming_sessions() if not study_session.is_on_a_day]
    context = {
        "next_sessions": [(study_session, _replacements(study_session)) for study_session in cards],
        "none_takes_place": not taking_place,
        "planned": planned if len(taking_place) < SESSIONS_ON_HOME else [],
    }
    return Section(10, "study_sessions/sections/next_sessions.html", context)


def _as_far_as_the_next(study_sessions: list[StudySession]) -> list[StudySession]:
    """`study_sessions` up to the second that takes place."""
    shown, missing = [], SESSIONS_ON_HOME
    for study_session in study_sessions:
        if not missing:
            break
        shown.append(study_session)
        missing -= not study_session.is_called_off
    return shown


def _replacements(study_session: StudySession) -> list[StudySession]:
    if not study_session.is_called_off:
        return []
    name = f"replacements:{study_session.pk}"
    return page_cache.remember(name, lambda: list(study_session.replacements))


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
