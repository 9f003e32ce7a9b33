"""The office's screens of enrolment in the CMS, one module for each part of the work."""

from wagtail.admin.viewsets.base import ViewSetGroup

from sessions.enrolment.viewsets.applications import ApplicationViewSet
from sessions.enrolment.viewsets.departments import DepartmentChanges
from sessions.enrolment.viewsets.figures import Figures
from sessions.enrolment.viewsets.letters import Letters
from sessions.enrolment.viewsets.records import AttendanceViewSet, EnrolmentViewSet
from sessions.enrolment.viewsets.terms import Terms, offer_terms
from sessions.enrolment.viewsets.worklist import Worklist

__all__ = ["EnrolmentGroup", "offer_terms"]


class EnrolmentGroup(ViewSetGroup):
    menu_label = "参加登録と出欠"
    menu_icon = "clipboard-list"
    menu_order = 400
    items = (
        ApplicationViewSet,
        Worklist,
        Letters,
        Terms,
        Figures,
        EnrolmentViewSet,
        AttendanceViewSet,
        DepartmentChanges,
    )
