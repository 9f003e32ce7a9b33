"""相談できる日時: what the advisors offer, and what was given to whom."""

from django.urls import path
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.viewsets.base import ViewSet

from qna.consultations.models import Meeting, OfferedHour
from sessions.enrolment.viewsets.screens import OfficeMenuItem, OfficeScreen


class HourIndex(OfficeScreen, TemplateView):
    template_name = "consultations/admin/hours.html"
    page_title = "相談できる日時"
    header_icon = "date"

    def get_context_data(self, **kwargs):
        ahead = OfferedHour.objects.filter(withdrawn_at=None, ends_at__gt=timezone.now()).select_related("advisor")
        given = Meeting.objects.standing().filter(hour__in=ahead)
        by_hour = {one.hour_id: one for one in given.select_related("consultation__department__municipality")}
        return super().get_context_data(hours=[(hour, by_hour.get(hour.pk)) for hour in ahead], **kwargs)


class Hours(ViewSet):
    name = "consultation_hours"
    menu_label = "相談できる日時"
    icon = "date"
    menu_item_class = OfficeMenuItem

    def get_urlpatterns(self):
        return [path("", HourIndex.as_view(), name="index")]
