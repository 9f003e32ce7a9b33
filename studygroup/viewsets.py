"""The office's lists of the organisation."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.utils import timezone
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from studygroup import panels, rules
from studygroup.actions import (
    end_office_role,
    end_secretariat,
    handle_contact_message,
    invite_to_office,
    rename_department,
    tie_to_municipality,
)
from studygroup.enums import Role
from studygroup.folding import fold
from studygroup.forms import InviteForm, TieForm
from studygroup.models import ContactMessage, Department, Municipality, Participant, User


class MomentColumn(Column):
    """A day, or a moment in Tokyo, as a number can be compared; Wagtail's own says 「3日前」 by another clock."""

    def get_value(self, instance):
        value = super().get_value(instance)
        if isinstance(value, datetime):
            return f"{timezone.localtime(value):%Y/%m/%d %H:%M}"
        return f"{value:%Y/%m/%d}" if value else ""


class FoldedSearchIndex(generic.IndexView):
    """A list that is searched as the site is: width, kana and variants folded, in the fields named here."""

    is_searchable = True
    folded_fields: tuple[str, ...] = ()

    def search_queryset(self, queryset):
        words = fold(self.search_query)
        if not words:
            return queryset
        rows = queryset.values_list("pk", *self.folded_fields)
        return queryset.filter(pk__in=[pk for pk, *texts in rows if any(words in fold(text or "") for text in texts)])


class MunicipalityIndex(FoldedSearchIndex):
    folded_fields = ("search_text", "mail_domains__domain")

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("mail_domains")


def domains_in_words(municipality: Municipality) -> str:
    """「city.example.lg.jp（未確認）」, several in a row."""
    return "、".join(
        mail.domain if mail.is_verified else f"{mail.domain}（未確認）" for mail in municipality.mail_domains.all()
    )


class MunicipalityViewSet(ModelViewSet):
    model = Municipality
    icon = "site"
    index_view_class = MunicipalityIndex
    edit_handler = panels.MUNICIPALITY
    list_display = ["name", "kind", "area", Column("domains", label="メールのドメイン", accessor=domains_in_words)]
    list_filter = {"kind": ["exact"], "mail_domains__is_verified": ["exact"]}
    copy_view_enabled = False
    ordering = "order"


class DepartmentIndex(FoldedSearchIndex):
    folded_fields = ("name", "municipality__search_text", "former_names__name")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("municipality")


class DepartmentEdit(generic.EditView):
    def save_instance(self):
        """The new name is given by the action that keeps the old one; the rest is saved as it is."""
        name, self.form.instance.name = self.form.instance.name, self.form.initial["name"]
        department = super().save_instance()
        rename_department(department=department, name=name, by=self.request.user)
        return department


class DepartmentViewSet(ModelViewSet):
    model = Department
    icon = "group"
    index_view_class = DepartmentIndex
    edit_view_class = DepartmentEdit
    edit_handler = panels.DEPARTMENT
    list_display = ["name", "municipality", "field", MomentColumn("closed_on", label="廃止した日")]
    list_filter = ["municipality", "field"]
    copy_view_enabled = False


class ParticipantIndex(FoldedSearchIndex):
    folded_fields = ("name", "kana", "mail", "department__name", "department__municipality__search_text")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("department__municipality")


class ParticipantViewSet(ModelViewSet):
    model = Participant
    icon = "user"
    index_view_class = ParticipantIndex
    edit_handler = panels.PARTICIPANT
    list_display = [
        "name",
        "department",
        "mail",
        BooleanColumn("is_coordinator", label="窓口"),
        BooleanColumn("is_current", label="現在の担当"),
    ]
    list_filter = ["department__municipality", "is_coordinator"]
    copy_view_enabled = False


class PeopleMenuItem(MenuItem):
    def is_shown(self, request):
        return rules.can_manage_people(request.user)


class PeopleScreen(WagtailAdminTemplateMixin):
    """A screen for those who manage people; the actions check again."""

    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        if not rules.can_manage_people(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class OfficeList(PeopleScreen, TemplateView):
    template_name = "studygroup/admin/office_list.html"
    page_title = "事務局の人"

    def get_context_data(self, **kwargs):
        people = User.objects.in_office().prefetch_related("groups").order_by("name", "pk")
        rows = [(user, [Role(group.name).label for group in user.groups.all()]) for user in people]
        return super().get_context_data(rows=rows, me=self.request.user, **kwargs)


class Invite(PeopleScreen, FormView):
    template_name = "studygroup/admin/form.html"
    page_title = "事務局の人を招待する"
    form_class = InviteForm
    success_url = reverse_lazy("office_people:index")
    extra_context = {
        "submit_button_label": "招待する",
        "explanation": "このメールアドレスに案内を送ります。はじめてログインするときに、確認コードで本人を確かめます。",
    }

    def form_valid(self, form):
        user = invite_to_office(by=self.request.user, **form.cleaned_data)
        messages.success(self.request, f"{user.email} に招待の案内を送ります。")
        return super().form_valid(form)


class EndRole(PeopleScreen, TemplateView):
    template_name = "studygroup/admin/end_role.html"
    page_title = "役割を終了する"

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=get_object_or_404(User.objects.in_office(), pk=kwargs["pk"]), **kwargs)

    def post(self, request, pk):
        person = get_object_or_404(User.objects.in_office(), pk=pk)
        end_office_role(user=person, by=request.user)
        messages.success(request, f"{person} の役割を終了しました。")
        return redirect("office_people:index")


class EndSecretariat(PeopleScreen, TemplateView):
    template_name = "studygroup/admin/end_secretariat.html"
    page_title = "委託事業者の交代"

    def get_context_data(self, **kwargs):
        leaving = User.objects.in_secretariat().exclude(pk=self.request.user.pk)
        return super().get_context_data(leaving=leaving, me=self.request.user, **kwargs)

    def post(self, request):
        ended = end_secretariat(by=request.user)
        messages.success(request, f"運営事務局の{ended}人の役割を終了しました。")
        return redirect("office_people:index")


class OfficePeople(ViewSet):
    name = "office_people"
    menu_label = "事務局の人"
    icon = "user"
    menu_item_class = PeopleMenuItem

    def get_urlpatterns(self):
        return [
            path("", OfficeList.as_view(), name="index"),
            path("invite/", Invite.as_view(), name="invite"),
            path("<int:pk>/end/", EndRole.as_view(), name="end"),
            path("end-secretariat/", EndSecretariat.as_view(), name="end-secretariat"),
        ]


class WaitingList(PeopleScreen, TemplateView):
    template_name = "studygroup/admin/waiting_list.html"
    page_title = "所属の確認待ち"

    def get_context_data(self, **kwargs):
        waiting = User.objects.waiting_for_municipality().order_by("-date_joined")
        return super().get_context_data(people=waiting, **kwargs)


class Tie(PeopleScreen, FormView):
    template_name = "studygroup/admin/tie.html"
    page_title = "所属を確認する"
    form_class = TieForm
    success_url = reverse_lazy("waiting_people:index")

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person(), municipalities=Municipality.objects.all(), **kwargs)

    def person(self) -> User:
        return get_object_or_404(User.objects.waiting_for_municipality(), pk=self.kwargs["pk"])

    def form_valid(self, form):
        person = self.person()
        tie_to_municipality(user=person, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, f"{person} を{person.municipality}の職員として確認しました。")
        return super().form_valid(form)


class WaitingPeople(ViewSet):
    name = "waiting_people"
    menu_label = "所属の確認待ち"
    icon = "help"
    menu_item_class = PeopleMenuItem

    def get_urlpatterns(self):
        return [
            path("", WaitingList.as_view(), name="index"),
            path("<int:pk>/", Tie.as_view(), name="tie"),
        ]


class OrganisationGroup(ViewSetGroup):
    menu_label = "組織"
    menu_icon = "group"
    menu_order = 500
    items = (MunicipalityViewSet, DepartmentViewSet, ParticipantViewSet, WaitingPeople, OfficePeople)


class ContactMessageInspect(generic.InspectView):
    template_name = "studygroup/admin/contact_message.html"

    def post(self, request, pk):
        handle_contact_message(message=self.object, by=request.user)
        messages.success(request, "対応済みにしました。")
        return redirect("contact_messages:index")


class ContactMessageViewSet(ModelViewSet):
    model = ContactMessage
    name = "contact_messages"
    icon = "mail"
    menu_order = 600
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_class = ContactMessageInspect
    inspect_view_fields = ["received_at", "name", "organisation", "mail", "body", "handled_at"]
    form_fields = []
    list_display = [
        "name",
        "organisation",
        MomentColumn("received_at", label="受付日時"),
        Column("handled", label="対応", accessor=lambda message: "対応済み" if message.handled_at else "未対応"),
    ]
    list_filter = {"handled_at": ["isnull"]}
    search_fields = ["name", "organisation", "mail", "body"]
    copy_view_enabled = False
