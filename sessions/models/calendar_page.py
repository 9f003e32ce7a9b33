"""年間の日程: the curriculum of a year over all series."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from sessions.models.series import Series
from sessions.models.study_session import StudySession
from sessions.years import year_at_hand
from studygroup import page_cache
from studygroup.models.public_page import PublicPage


class CalendarPage(PublicPage):
    lead = models.TextField("リード文", blank=True)

    content_panels = [*PublicPage.content_panels, FieldPanel("lead")]
    template = "study_sessions/calendar_page.html"
    subpage_types = []

    class Meta:
        verbose_name = "年間の日程"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context.update(year_at_hand(request.GET.get("year", ""), held=StudySession.objects.live(), of="all"))
        listed = Series.objects.live().brief().in_order()
        rows = [
            (series, [held for held in context["study_sessions"] if held.series_id == series.pk])
            for series in page_cache.remember("series_in_order", lambda: list(listed))
        ]
        context["rows"] = [(series, held) for series, held in rows if held or series.period_from]
        return context
