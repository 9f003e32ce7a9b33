"""The office's lists of enrolments and attendance."""

from django.forms import CheckboxSelectMultiple
from django_filters import MultipleChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from sessions.enrolment.actions import enter
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Attendance, Enrolment
from studygroup.viewsets import FoldedSearchIndex, MomentColumn


class EnrolmentFilters(WagtailFilterSet):
    state = MultipleChoiceFilter(label="状態", choices=EnrolmentState.choices, widget=CheckboxSelectMultiple)

    class Meta:
        model = Enrolment
        fields = ["series", "state", "fiscal_year"]


class EnrolmentIndex(FoldedSearchIndex):
    folded_fields = ("department__name", "department__municipality__search_text")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("department__municipality", "series")


class EnteredByHand:
    """A form of the office whose valid record is kept by the action."""

    def save_instance(self):
        enter(record=self.form.save(commit=False), by=self.request.user)
        return self.form.instance


class EnterNew(EnteredByHand, generic.CreateView):
    pass


class Correct(EnteredByHand, generic.EditView):
    pass


class EnrolmentViewSet(ModelViewSet):
    model = Enrolment
    name = "enrolments"
    icon = "clipboard-list"
    add_view_class = EnterNew
    edit_view_class = Correct
    index_view_class = EnrolmentIndex
    edit_handler = ObjectList(
        [
            FieldPanel("department"),
            FieldRowPanel([FieldPanel("series"), FieldPanel("fiscal_year")]),
            FieldPanel("state"),
            FieldPanel("reason"),
            FieldPanel("submitted_at"),
        ]
    )
    list_display = ["department", "series", "fiscal_year", "state", MomentColumn("submitted_at", label="受付日時")]
    filterset_class = EnrolmentFilters
    copy_view_enabled = False


class AttendanceIndex(FoldedSearchIndex):
    folded_fields = ("participant__name", "participant__kana", "participant__department__municipality__search_text")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("participant__department__municipality", "study_session")


class AttendanceViewSet(ModelViewSet):
    model = Attendance
    name = "attendances"
    icon = "tick-inverse"
    add_view_class = EnterNew
    edit_view_class = Correct
    index_view_class = AttendanceIndex
    edit_handler = ObjectList(
        [FieldPanel("participant"), FieldPanel("study_session"), FieldPanel("mode"), FieldPanel("checked_in_at")]
    )
    list_display = ["participant", "study_session", "mode", MomentColumn("checked_in_at", label="受付")]
    list_filter = ["study_session", "mode"]
    copy_view_enabled = False


class EnrolmentGroup(ViewSetGroup):
    menu_label = "参加登録と出欠"
    menu_icon = "clipboard-list"
    menu_order = 400
    items = (EnrolmentViewSet, AttendanceViewSet)
