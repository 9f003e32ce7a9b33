"""部署の統合・廃止: a municipality reorganises, and the office says so."""

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from sessions.enrolment.actions.departments import close_department, coming_answers, merge_departments
from sessions.enrolment.enums import COUNTING_STATES, WAITING_STATES
from sessions.enrolment.forms.office import MergeForm, RenameForm
from sessions.enrolment.viewsets.screens import OfficeMenuItem, OfficeScreen, say_why
from studygroup.actions import rename_department
from studygroup.folding import fold
from studygroup.models import Department

INDEX = reverse_lazy("department_changes:index")
ABOVE = (("部署の名称・統合・廃止", INDEX),)


class DepartmentList(OfficeScreen, TemplateView):
    """The open departments by municipality, with what hangs on each; those that were closed below."""

    template_name = "enrolment/admin/department_list.html"
    page_title = "部署の名称・統合・廃止"
    header_icon = "group"

    def get_context_data(self, **kwargs):
        words = self.request.GET.get("q", "")
        found = Department.objects.select_related("municipality", "merged_into").annotate(
            people=Count("participants", filter=Q(participants__until=None), distinct=True),
            standing=Count(
                "enrolments", filter=Q(enrolments__state__in=(*COUNTING_STATES, *WAITING_STATES)), distinct=True
            ),
        )
        if fold(words):
            found = [one for one in found if fold(words) in fold(f"{one}\n{one.municipality.search_text}")]
        departments = [one for one in found if one.closed_on is None]
        closed = sorted((one for one in found if one.closed_on), key=lambda one: one.closed_on, reverse=True)
        return super().get_context_data(departments=departments, closed=closed, words=words, **kwargs)


class OfDepartment(OfficeScreen, FormView):
    """A screen about one open department."""

    above = ABOVE
    success_url = INDEX
    header_icon = "group"

    @cached_property
    def department(self) -> Department:
        found = Department.objects.filter(closed_on=None).select_related("municipality")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_page_title(self):
        return f"{self.department}{self.page_title}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"department": self.department}

    def get_context_data(self, **kwargs):
        people = [one for one in self.department.participants.select_related("department") if one.is_current]
        context = {
            "department": self.department,
            "people": people,
            "answers": coming_answers(people),
            "enrolments": self.department.enrolments.standing().select_related("series"),
        }
        return super().get_context_data(**context | kwargs)


class Rename(OfDepartment):
    template_name = "enrolment/admin/rename.html"
    page_title = "の名称を変える"
    form_class = RenameForm

    def form_valid(self, form):
        rename_department(department=self.department, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, f"名称を「{self.department.name}」に変えました。")
        return super().form_valid(form)


class Merge(OfDepartment):
    template_name = "enrolment/admin/merge.html"
    page_title = "をほかの部署に統合する"
    form_class = MergeForm

    def form_valid(self, form):
        into = form.cleaned_data["into"]
        try:
            merge_departments(source=self.department, into=into, by=self.request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, f"{self.department}を{into.name}に統合しました。")
        return super().form_valid(form)


class Close(OfDepartment):
    """A page that says what ends, with the button."""

    template_name = "enrolment/admin/close.html"
    page_title = "を廃止する"

    def get_form(self, form_class=None):
        return None

    def post(self, request, *args, **kwargs):
        try:
            released = close_department(department=self.department, by=request.user)
        except ValidationError as refusal:
            say_why(request, refusal)
        else:
            messages.success(request, f"{self.department}を廃止しました。参加の登録 {released}件を取り消しました。")
        return redirect(INDEX)


class DepartmentChanges(ViewSet):
    name = "department_changes"
    menu_label = "部署の名称・統合・廃止"
    icon = "group"
    menu_item_class = OfficeMenuItem

    def get_urlpatterns(self):
        return [
            path("", DepartmentList.as_view(), name="index"),
            path("<int:pk>/rename/", Rename.as_view(), name="rename"),
            path("<int:pk>/merge/", Merge.as_view(), name="merge"),
            path("<int:pk>/close/", Close.as_view(), name="close"),
        ]
