"""Models of the organisation, its pages and its settings."""

from studygroup.models.approval import OrganiserApproval
from studygroup.models.news import NewsIndex, NewsItem
from studygroup.models.pages import ContactMessage, ContactPage, HomePage, MembersPage, PlainPage
from studygroup.models.people import DemoClock, Department, DepartmentName, MailDomain, Municipality, Participant, User
from studygroup.models.settings import Contact, UrgentBanner

__all__ = [
    "Contact",
    "ContactMessage",
    "ContactPage",
    "DemoClock",
    "Department",
    "DepartmentName",
    "HomePage",
    "MailDomain",
    "MembersPage",
    "Municipality",
    "NewsIndex",
    "NewsItem",
    "OrganiserApproval",
    "Participant",
    "PlainPage",
    "UrgentBanner",
    "User",
]
