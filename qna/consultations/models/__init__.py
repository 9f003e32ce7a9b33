"""Consultations: calls with their menus, what was asked for, the dates, and what came of it."""

from qna.consultations.models.call import Call, Criterion, Topic
from qna.consultations.models.consultation import Assessment, Consultation, DateWish
from qna.consultations.models.meeting import Meeting, OfferedHour
from qna.consultations.models.summary import Summary

__all__ = [
    "Assessment",
    "Call",
    "Consultation",
    "Criterion",
    "DateWish",
    "Meeting",
    "OfferedHour",
    "Summary",
    "Topic",
]
