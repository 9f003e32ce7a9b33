"""The office's screens of consultations in the CMS."""

from wagtail.admin.viewsets.base import ViewSetGroup

from qna.consultations.viewsets.board import Board
from qna.consultations.viewsets.calls import CallViewSet
from qna.consultations.viewsets.hours import Hours


class ConsultationGroup(ViewSetGroup):
    menu_label = "個別相談"
    menu_icon = "group"
    menu_order = 460
    items = (Board, CallViewSet, Hours)
