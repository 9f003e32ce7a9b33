"""年度更新: the office's screens of March, and of departments for which nobody speaks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from sessions.enrolment import rules
from sessions.enrolment.actions import yearly
from sessions.enrolment.forms.people import ConfirmationForm
from sessions.enrolment.models import Enrolment, YearlyConfirmation
from sessions.enrolment.rules.people import without_coordinator
from sessions.enrolment.rules.yearly import open_confirmation, unconfirmed, year_to_carry, year_to_confirm
from studygroup.models import Participant


class YearlyMenuItem(MenuItem):
    def is_shown(self, request):
        return rules.can_enter_enrolments(request.user)


class YearlyScreen(WagtailAdminTemplateMixin):
    """A screen for those who keep the enrolments; the actions check again."""

    header_icon = "date"

    def dispatch(self, request, *args, **kwargs):
        if not rules.can_enter_enrolments(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class YearlyIndex(YearlyScreen, TemplateView):
    template_name = "enrolment/admin/yearly.html"
    page_title = "年度更新"

    def get_context_data(self, **kwargs):
        confirmation = open_confirmation()
        year = year_to_carry()
        same = Enrolment.objects.filter(department=OuterRef("department"), series=OuterRef("series"), fiscal_year=year)
        context = {
            "confirmation": confirmation,
            "waiting": list(unconfirmed(confirmation)) if confirmation else [],
            "suspended": Participant.objects.filter(suspended_at__isnull=False, department__closed_on=None)
            .select_related("department__municipality")
            .order_by("-suspended_at"),
            "former_confirmations": YearlyConfirmation.objects.filter(finished_at__isnull=False),
            "year_to_confirm": year_to_confirm(),
            "fiscal_year": year,
            "to_carry": Enrolment.objects.counting().filter(~Exists(same), fiscal_year=year - 1).count(),
            "carried": Enrolment.objects.carried().filter(fiscal_year=year).count(),
            "without_coordinator": without_coordinator(timezone.localdate()).count(),
        }
        return super().get_context_data(**context, **kwargs)


class StartConfirmation(YearlyScreen, FormView):
    template_name = "enrolment/admin/yearly_form.html"
    page_title = "継続の確認を始める"
    form_class = ConfirmationForm
    success_url = reverse_lazy("yearly:index")

    def get_initial(self):
        return {"fiscal_year": year_to_confirm()}

    def form_valid(self, form):
        try:
            yearly.start_yearly_confirmation(**form.cleaned_data, by=self.request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, "継続の確認を始めました。各部署の窓口にメールを送ります。")
        return super().form_valid(form)


class WithoutCoordinator(YearlyScreen, TemplateView):
    template_name = "enrolment/admin/without_coordinator.html"
    page_title = "窓口のいない部署"

    def get_context_data(self, **kwargs):
        departments = without_coordinator(timezone.localdate()).select_related("municipality")
        rows = departments.prefetch_related("participants")
        return super().get_context_data(departments=rows, **kwargs)


class Act(YearlyScreen, View):
    """One of the office's acts: on somebody, or on a whole year."""

    http_method_names = ["post"]

    def post(self, request, act, pk):
        try:
            messages.success(request, getattr(self, act)(pk))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("yearly:index")

    def confirm(self, pk) -> str:
        person = self.person(pk)
        yearly.confirm_people(people=[person], by=self.request.user)
        return f"{person.name}さんの継続を確認しました。"

    def suspend(self, pk) -> str:
        person = self.person(pk)
        yearly.suspend_person(participant=person, by=self.request.user)
        return f"{person.name}さんの利用を停止しました。"

    def lift(self, pk) -> str:
        person = self.person(pk)
        yearly.lift_suspension(participant=person, by=self.request.user)
        return f"{person.name}さんの利用を再開しました。"

    def carry(self, pk) -> str:
        count = yearly.roll_over_series(fiscal_year=pk, by=self.request.user)
        return f"{count}件の参加登録を{pk}年度に引き継ぎました。"

    def confirm_carried(self, pk) -> str:
        count = yearly.confirm_all_carried(fiscal_year=pk, by=self.request.user)
        return f"{pk}年度の参加登録を{count}件、確認済みにしました。"

    @staticmethod
    def person(pk) -> Participant:
        return get_object_or_404(Participant.objects.select_related("department__municipality", "user"), pk=pk)


class YearlyViewSet(ViewSet):
    name = "yearly"
    menu_label = "年度更新"
    menu_order = 420
    icon = "date"
    menu_item_class = YearlyMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        acts = ("confirm", "suspend", "lift", "carry", "confirm_carried")
        return [
            path("", YearlyIndex.as_view(), name="index"),
            path("start/", StartConfirmation.as_view(), name="start"),
            path("without-coordinator/", WithoutCoordinator.as_view(), name="without-coordinator"),
            *[path(f"<int:pk>/{act}/", Act.as_view(), {"act": act}, name=act) for act in acts],
        ]
