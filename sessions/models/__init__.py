"""Models of the programme, its series and its sessions."""

from sessions.models.agenda import AgendaItem, AgendaLine, SharedItem
from sessions.models.calendar_page import CalendarPage
from sessions.models.changes import PublishedFacts, SessionChange
from sessions.models.programme import Opportunity, Programme, ProgrammePage, ProgrammeYear
from sessions.models.series import Series, SeriesIndex
from sessions.models.study_session import StudySession
from sessions.models.venue import Venue

__all__ = [
    "AgendaItem",
    "AgendaLine",
    "CalendarPage",
    "Opportunity",
    "Programme",
    "ProgrammePage",
    "ProgrammeYear",
    "PublishedFacts",
    "Series",
    "SeriesIndex",
    "SessionChange",
    "SharedItem",
    "StudySession",
    "Venue",
]
