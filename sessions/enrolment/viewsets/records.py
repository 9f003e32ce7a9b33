"""The office's lists of enrolments and attendance, corrected by hand."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.forms import CheckboxSelectMultiple
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.functional import cached_property
from django.views.generic import View
from django_filters import MultipleChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from sessions.enrolment import worklist
from sessions.enrolment.actions.deciding import confirm_enrolment, send_back_enrolment
from sessions.enrolment.actions.enrolling import withdraw_enrolment
from sessions.enrolment.actions.records import enter
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.forms.office import SendBackForm
from sessions.enrolment.forms.people import WithdrawForm
from sessions.enrolment.models import Attendance, Enrolment
from sessions.enrolment.viewsets.screens import OfficeScreen, say_why
from studygroup.folding import fold
from studygroup.models import Participant
from studygroup.viewsets import FoldedSearchIndex, MomentColumn

MAX_DIGITS = 18


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

    def form_valid(self, form):
        """What the action refuses stands on the form again."""
        try:
            return super().form_valid(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class EnterNew(EnteredByHand, generic.CreateView):
    pass


class Correct(EnteredByHand, generic.EditView):
    pass


class CorrectEnrolment(Correct):
    """What it is about stands; where it stands changes by the acts beside the form."""

    def get_context_data(self, **kwargs):
        deciding = {"send_back_form": SendBackForm(auto_id="send-back-%s"), "withdraw_form": WithdrawForm()}
        return super().get_context_data(enrolment=self.object, **deciding, **kwargs)


class Decide(OfficeScreen, View):
    """One of the office's acts on an enrolment, and what it says when done."""

    http_method_names = ["post"]
    act = done = form_class = None

    def post(self, request, pk):
        enrolment = get_object_or_404(Enrolment.objects.select_related("department__municipality", "series"), pk=pk)
        form = self.form_class(request.POST)
        try:
            if not form.is_valid():
                raise ValidationError([message for each in form.errors.values() for message in each])
            self.act(enrolment=enrolment, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            say_why(request, refusal)
        else:
            messages.success(request, f"{enrolment}{self.done}部署の窓口にメールで知らせます。")
        return redirect("enrolments:edit", pk)


class EnrolmentViewSet(ModelViewSet):
    model = Enrolment
    name = "enrolments"
    icon = "clipboard-list"
    add_view_class = EnterNew
    edit_view_class = CorrectEnrolment
    edit_template_name = "enrolment/admin/enrolment.html"
    index_view_class = EnrolmentIndex
    edit_handler = ObjectList(
        [
            FieldPanel("department"),
            FieldRowPanel([FieldPanel("series"), FieldPanel("fiscal_year")]),
            FieldPanel("submitted_at"),
        ]
    )
    correct_handler = ObjectList(
        [
            FieldPanel("department", read_only=True),
            FieldRowPanel([FieldPanel("series", read_only=True), FieldPanel("fiscal_year", read_only=True)]),
            FieldRowPanel([FieldPanel("state", read_only=True), FieldPanel("reason", read_only=True)]),
            FieldPanel("submitted_at"),
        ]
    )
    list_display = ["department", "series", "fiscal_year", "state", MomentColumn("submitted_at", label="受付日時")]
    filterset_class = EnrolmentFilters
    copy_view_enabled = False

    def get_edit_view_kwargs(self, **kwargs):
        panel = self.correct_handler.bind_to_model(self.model)
        return super().get_edit_view_kwargs(**kwargs) | {"panel": panel, "form_class": panel.get_form_class()}

    def get_urlpatterns(self):
        acts = {
            "confirm": (confirm_enrolment, "を確認しました。", forms.Form),
            "send-back": (send_back_enrolment, "を差し戻しました。", SendBackForm),
            "withdraw": (withdraw_enrolment, "を取り下げました。", WithdrawForm),
        }
        own = [
            path(f"<int:pk>/{name}/", Decide.as_view(act=act, done=done, form_class=form), name=name)
            for name, (act, done, form) in acts.items()
        ]
        return [*super().get_urlpatterns(), *own]


class AttendanceIndex(FoldedSearchIndex):
    folded_fields = ("participant__name", "participant__kana", "participant__department__municipality__search_text")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("participant__department__municipality", "study_session")


class EnterAttendance(EnterNew):
    """The person is searched for first: there are a thousand. Who has left is not among them."""

    @cached_property
    def words(self) -> str:
        return self.request.GET.get("q", "").strip()

    @cached_property
    def found(self) -> list[Participant]:
        people = worklist.current_people()
        return [one for one in people if self._matches(one)] if self.words else []

    def _matches(self, person: Participant) -> bool:
        department = person.department
        names = fold("\n".join((person.name, person.kana, department.name)))
        return all(fold(word) in f"{department.municipality.search_text}\n{names}" for word in self.words.split())

    def get_add_url(self):
        return f"{super().get_add_url()}?{urlencode({'q': self.words})}" if self.words else super().get_add_url()

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        field = form.fields["participant"]
        field.queryset = worklist.current_people()
        chosen = [one for one in [field.queryset.filter(pk=self._chosen).first()] if one and one not in self.found]
        field.widget.choices = [("", "---------"), *((one.pk, str(one)) for one in [*chosen, *self.found])]
        return form

    @property
    def _chosen(self) -> int:
        typed = self.request.POST.get("participant", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < MAX_DIGITS else 0

    def get_context_data(self, **kwargs):
        return super().get_context_data(words=self.words, found=self.found, **kwargs)


class AttendanceViewSet(ModelViewSet):
    model = Attendance
    name = "attendances"
    icon = "tick-inverse"
    add_view_class = EnterAttendance
    create_template_name = "enrolment/admin/attendance_new.html"
    edit_view_class = Correct
    index_view_class = AttendanceIndex
    edit_handler = ObjectList(
        [FieldPanel("participant"), FieldPanel("study_session"), FieldPanel("mode"), FieldPanel("checked_in_at")]
    )
    list_display = [
        "participant",
        "study_session",
        Column("came_in_words", label="参加方法"),
        MomentColumn("checked_in_at", label="受付"),
    ]
    list_filter = ["study_session", "mode"]
    copy_view_enabled = False
