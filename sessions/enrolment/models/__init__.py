"""Departments in a series, people at a session, and what hangs on the two."""

from sessions.enrolment.models.attendance import Attendance, DeskEntry, SignUp
from sessions.enrolment.models.enrolment import Application, Enrolment
from sessions.enrolment.models.membership import CalendarFeed, Invitation, YearlyConfirmation

__all__ = [
    "Application",
    "Attendance",
    "CalendarFeed",
    "DeskEntry",
    "Enrolment",
    "Invitation",
    "SignUp",
    "YearlyConfirmation",
]
