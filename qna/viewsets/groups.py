"""The board in the CMS's menu."""

from wagtail.admin.viewsets.base import ViewSetGroup

from qna.viewsets.batches import BatchViewSet
from qna.viewsets.board import BoardViewSet


class BoardGroup(ViewSetGroup):
    menu_label = "質問と回答"
    menu_icon = "help"
    menu_order = 320
    items = (BoardViewSet, BatchViewSet)
