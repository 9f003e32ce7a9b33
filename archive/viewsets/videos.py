"""The office's list of videos, and the screens behind each: its conversion, captions and chapters."""

from django.urls import path
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from archive.models import Video
from archive.video_forms import VideoForm
from archive.views import captioning, film_uploads
from archive.viewsets.listing import LIST_DISPLAY, LIST_FILTER, ArchiveIndex


def conversion_in_words(video) -> str:
    conversion = getattr(video, "conversion", None)
    if not video.file:
        return ""
    return conversion.in_words if conversion else "待機中"


class VideoIndex(ArchiveIndex):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("conversion")


class VideoViewSet(ModelViewSet):
    model = Video
    edit_handler = ObjectList(Video.panels, base_form_class=VideoForm)
    edit_template_name = "archive/admin/video_edit.html"
    icon = "media"
    index_view_class = VideoIndex
    list_display = [*LIST_DISPLAY, Column("conversion", label="変換", accessor=conversion_in_words)]
    list_filter = LIST_FILTER
    copy_view_enabled = False

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("upload/", film_uploads.begin, name="upload"),
            path("upload/<uuid:uid>/", film_uploads.pieces, name="upload-pieces"),
            path("<int:pk>/captions/", captioning.CaptionRows.as_view(), name="captions"),
            path("<int:pk>/captions/file/", captioning.CaptionFile.as_view(), name="caption-file"),
            path("<int:pk>/chapters/", captioning.Chapters.as_view(), name="chapters"),
            path("<int:pk>/convert/", captioning.Convert.as_view(), name="convert"),
        ]
