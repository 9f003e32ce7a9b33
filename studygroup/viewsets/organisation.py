"""The office's lists of the organisation, and of what people wrote to it."""

from datetime import datetime

from django.forms import Select
from django.shortcuts import redirect
from django.utils import timezone
from django_filters import BooleanFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from studygroup import panels
from studygroup.actions import handle_contact_message, rename_department
from studygroup.folding import fold
from studygroup.models import ContactMessage, Department, Municipality, Participant
from studygroup.viewsets.people import OfficePeople, WaitingPeople

ANY_OR = [("", "すべて"), ("true", "はい"), ("false", "いいえ")]


class MomentColumn(Column):
    """A day, or a moment in Tokyo, as a number can be compared; Wagtail's own says 「3日前」 by another clock."""

    def get_value(self, instance):
        value = super().get_value(instance)
        if isinstance(value, datetime):
            return f"{timezone.localtime(value):%Y/%m/%d %H:%M}"
        return f"{value:%Y/%m/%d}" if value else ""


class YesColumn(Column):
    """はい or いいえ: what Wagtail's own column says of its picture is True or False."""

    def get_value(self, instance):
        return "はい" if super().get_value(instance) else "いいえ"


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


class MunicipalityFilters(WagtailFilterSet):
    mail_domains__is_verified = BooleanFilter(label="メールのドメインを確認済み", widget=Select(choices=ANY_OR))

    class Meta:
        model = Municipality
        fields = ["kind"]


class MunicipalityViewSet(ModelViewSet):
    model = Municipality
    icon = "site"
    index_view_class = MunicipalityIndex
    edit_handler = panels.MUNICIPALITY
    list_display = ["name", "kind", "area", Column("domains", label="メールのドメイン", accessor=domains_in_words)]
    filterset_class = MunicipalityFilters
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
        YesColumn("is_coordinator", label="窓口"),
        YesColumn("is_current", label="現在の担当"),
    ]
    list_filter = ["department__municipality", "is_coordinator"]
    copy_view_enabled = False


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


class ContactMessageFilters(WagtailFilterSet):
    handled_at__isnull = BooleanFilter(
        label="未対応", field_name="handled_at", lookup_expr="isnull", widget=Select(choices=ANY_OR)
    )

    class Meta:
        model = ContactMessage
        fields = []


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
    filterset_class = ContactMessageFilters
    search_fields = ["name", "organisation", "mail", "body"]
    copy_view_enabled = False
