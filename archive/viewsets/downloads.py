"""ダウンロード: who took what home, as a list and as a file."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import path, reverse_lazy
from django.utils.http import content_disposition_header
from django.views.generic import FormView, TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from archive import downloads, rules
from archive.actions.exporting import export_downloads
from archive.forms import DownloadExportForm, DownloadFilter
from sessions.enrolment.viewsets.screens import Screen

INDEX = reverse_lazy("downloads:index")
A_PAGE = 50


class DownloadMenuItem(MenuItem):
    def is_shown(self, request):
        return rules.can_read_downloads(request.user)


class DownloadScreen(Screen):
    header_icon = "download"
    may_open = staticmethod(rules.can_read_downloads)

    @property
    def filters(self):
        return DownloadFilter(self.request.GET)


class DownloadIndex(DownloadScreen, TemplateView):
    template_name = "archive/admin/downloads.html"
    page_title = "ダウンロード"

    def get_context_data(self, **kwargs):
        filters = self.filters
        rows = downloads.listed(**filters.wanted)
        page_obj = Paginator(rows, A_PAGE).get_page(self.request.GET.get("page"))
        for row in page_obj.object_list:
            row.edition_label, row.reader_label = downloads.edition_in_words(row), downloads.reader_in_words(row)
        return super().get_context_data(
            filters=filters,
            page_obj=page_obj,
            by_people=rows.by_people().count(),
            query=urlencode(filters.wanted),
            **kwargs,
        )


class ExportDownloads(DownloadScreen, FormView):
    """What is about to leave, with its columns; posted, the file."""

    template_name = "archive/admin/downloads_export.html"
    page_title = "ダウンロードの出力"
    form_class = DownloadExportForm
    above = (("ダウンロード", INDEX),)

    def get_context_data(self, **kwargs):
        count = downloads.listed(**self.filters.wanted).count()
        return super().get_context_data(headings=downloads.HEADINGS, count=count, index=INDEX, **kwargs)

    def form_valid(self, form):
        file = export_downloads(file_format=form.chosen_format, by=self.request.user, **self.filters.wanted)
        answer = HttpResponse(file.content, content_type=file.content_type)
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
        return answer


class DownloadViewSet(ViewSet):
    name = "downloads"
    menu_label = "ダウンロード"
    icon = "download"
    menu_item_class = DownloadMenuItem

    def get_urlpatterns(self):
        return [
            path("", DownloadIndex.as_view(), name="index"),
            path("export/", ExportDownloads.as_view(), name="export"),
        ]
