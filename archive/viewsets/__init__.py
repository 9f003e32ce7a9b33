"""The office's lists and screens for materials and videos."""

from wagtail.admin.viewsets.base import ViewSetGroup

from archive.viewsets.downloads import DownloadViewSet
from archive.viewsets.extensions import ExtensionViewSet
from archive.viewsets.materials import MaterialViewSet
from archive.viewsets.videos import VideoViewSet


class ArchiveGroup(ViewSetGroup):
    menu_label = "資料と動画"
    menu_icon = "doc-full"
    menu_order = 300
    items = (MaterialViewSet, VideoViewSet, DownloadViewSet, ExtensionViewSet)
