"""参加登録の申込: what came in, the office's decision, and what comes by telephone, fax, mail or letter."""

from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, Value, When
from django.forms import CheckboxSelectMultiple
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from django_filters import MultipleChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import HeaderButton
from wagtail.permissions import register_permission_policy

from sessions.enrolment import rules
from sessions.enrolment.actions.enrolling import (
    ALREADY,
    approve_application,
    enrol_department,
    is_of_domain,
    send_back_application,
)
from sessions.enrolment.enums import WAITING_STATES, ApplicationWay, AttendanceMode, EnrolmentState
from sessions.enrolment.forms.office import OnBehalfForm, PeopleForms, SendBackForm
from sessions.enrolment.models import Application
from sessions.enrolment.models.enrolment import new_key
from sessions.enrolment.viewsets.screens import OfficeScreen, Screen, say_why
from sessions.models import StudySession
from studygroup.models import Department, Municipality
from studygroup.notices.viewsets import ReadOnlyPolicy
from studygroup.viewsets import FoldedSearchIndex, MomentColumn

register_permission_policy(Application, ReadOnlyPolicy(Application), exact_class=True)
INDEX = reverse_lazy("applications:index")
ABOVE = (("参加登録の申込", INDEX),)


class ApplicationFilters(WagtailFilterSet):
    state = MultipleChoiceFilter(label="状態", choices=EnrolmentState.choices, widget=CheckboxSelectMultiple)
    way = MultipleChoiceFilter(label="受付方法", choices=ApplicationWay.choices, widget=CheckboxSelectMultiple)

    class Meta:
        model = Application
        fields = ["state", "way", "series", "fiscal_year"]


class ApplicationIndex(FoldedSearchIndex):
    """Those that wait first, the longest waiting on top; then the latest."""

    folded_fields = ("department_name", "municipality__search_text")

    def get_base_queryset(self):
        found = super().get_base_queryset().select_related("municipality").prefetch_related("series")
        waits = Case(When(state__in=WAITING_STATES, then=Value(0)), default=Value(1), output_field=IntegerField())
        since = Case(When(state__in=WAITING_STATES, then="submitted_at"))
        return found.annotate(waits=waits, since=since).order_by("waits", "since", "-pk")

    def search_queryset(self, queryset):
        """Also by the receipt as it is said on the telephone: 「R-0147」「147」."""
        number = self.search_query.strip().upper().removeprefix("R-")
        if number.isascii() and number.isdigit():
            return queryset.filter(pk=int(number[:9]))
        return super().search_queryset(queryset)

    @cached_property
    def header_buttons(self):
        if not rules.can_enter_enrolments(self.request.user):
            return []
        return [HeaderButton("電話・ファクスなどの申込を入力する", url=reverse("applications:enter"), icon_name="plus")]


class ApplicationDetail(Screen, TemplateView):
    """Everything the application says, and the decision while it waits."""

    template_name = "enrolment/admin/application.html"
    above = ABOVE

    @cached_property
    def application(self) -> Application:
        found = Application.objects.select_related("municipality", "department__municipality", "submitted_by")
        return get_object_or_404(found.prefetch_related("series"), pk=self.kwargs["pk"])

    def get_page_title(self):
        return f"{self.application.receipt}　{self.application.municipality.name} {self.application.department_name}"

    def get_context_data(self, **kwargs):
        application = self.application
        sender = application.submitted_by
        context = {
            "application": application,
            "people": people_in_words(application),
            "enrolments": application.enrolments.select_related("series", "department__municipality"),
            "is_provisional": application.state == EnrolmentState.PROVISIONAL,
            "sender": sender,
            "sent_by_office": sender is not None and rules.can_enter_enrolments(sender),
            "sender_is_known": sender is not None and is_of_domain(sender, application.municipality),
            "form": SendBackForm(),
        }
        return super().get_context_data(**context | kwargs)


def people_in_words(application: Application) -> list[dict]:
    """The people as typed, each answer with the session's name."""
    codes = {code for person in application.people for code in person.get("answers", {})}
    titles = dict(StudySession.objects.filter(code__in=codes).values_list("code", "title"))
    labels = dict(AttendanceMode.choices)
    return [
        person
        | {
            "said": [
                (titles.get(code, code), labels.get(mode, mode)) for code, mode in person.get("answers", {}).items()
            ]
        }
        for person in application.people
    ]


class Approve(OfficeScreen, TemplateView):
    http_method_names = ["post"]

    def post(self, request, pk):
        application = get_object_or_404(Application, pk=pk)
        try:
            approve_application(application=application, by=request.user)
        except ValidationError as refusal:
            say_why(request, refusal)
        else:
            messages.success(request, f"{application.receipt} を承認しました。申し込んだ人にメールで知らせます。")
        return redirect("applications:inspect", pk)


class SendBack(ApplicationDetail):
    """The page of the application again where the reason is missing, with what was typed."""

    may_open = staticmethod(rules.can_enter_enrolments)
    http_method_names = ["post"]

    def post(self, request, pk):
        form = SendBackForm(request.POST)
        if form.is_valid():
            try:
                send_back_application(application=self.application, by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                say_why(request, refusal)
            else:
                messages.success(request, f"{self.application.receipt} を差し戻しました。理由をメールで知らせます。")
            return redirect("applications:inspect", pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class EnterOnBehalf(OfficeScreen, FormView):
    """One page: the department, what it joins, its people; admitted and confirmed at once."""

    template_name = "enrolment/admin/enter.html"
    page_title = "電話・ファクスなどの申込を入力する"
    form_class = OnBehalfForm
    above = ABOVE

    def get_initial(self):
        wanted = Municipality.objects.filter(code=self.request.GET.get("municipality", "")).first()
        return {"key": new_key(), "municipality": wanted.name if wanted else ""}

    def get_context_data(self, **kwargs):
        kwargs.setdefault("people", PeopleForms(prefix="people"))
        open_departments = Department.objects.filter(closed_on=None).select_related("municipality")
        return super().get_context_data(
            municipalities=Municipality.objects.all(), departments=open_departments, **kwargs
        )

    def post(self, request, *args, **kwargs):
        form, people = self.get_form(), PeopleForms(request.POST, prefix="people")
        if form.is_valid() & people.is_valid():
            try:
                application = enrol_department(
                    people=people.people,
                    by=request.user,
                    **form.cleaned_data | {"series": list(form.cleaned_data["series"])},
                )
            except ValidationError as refusal:
                form.add_error("series" if refusal.code == ALREADY else None, refusal)
            else:
                messages.success(request, f"受付番号 {application.receipt} で登録しました。")
                return redirect("applications:inspect", application.pk)
        return self.render_to_response(self.get_context_data(form=form, people=people), status=422)


class ReceiptColumn(TitleColumn):
    """The receipt, leading to the application."""


class ApplicationViewSet(ModelViewSet):
    """The list is Wagtail's; looking, deciding and entering are pages of our own."""

    model = Application
    name = "applications"
    icon = "form"
    menu_label = "申込の確認"
    add_to_admin_menu = False
    index_view_class = ApplicationIndex
    inspect_view_enabled = True
    form_fields = []
    list_display = [
        ReceiptColumn("receipt", label="受付番号", get_url=lambda one: reverse("applications:inspect", args=[one.pk])),
        "state",
        "municipality",
        "department_name",
        Column("series", label="参加機会", accessor=lambda one: "、".join(str(series) for series in one.series.all())),
        "way",
        MomentColumn("submitted_at", label="受付日時"),
    ]
    filterset_class = ApplicationFilters
    copy_view_enabled = False

    @property
    def inspect_view(self):
        return ApplicationDetail.as_view()

    def get_urlpatterns(self):
        own = [
            path("enter/", EnterOnBehalf.as_view(), name="enter"),
            path("<int:pk>/approve/", Approve.as_view(), name="approve"),
            path("<int:pk>/send-back/", SendBack.as_view(), name="send-back"),
        ]
        return [*own, *super().get_urlpatterns()]
