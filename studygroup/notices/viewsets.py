"""The office's lists of letters and mailings: read here, written by their actions alone."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.forms import CheckboxSelectMultiple
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import linebreaksbr
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from django_filters import MultipleChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from studygroup.notices import rules
from studygroup.notices.actions import retry_letter, take_back_mailing
from studygroup.notices.enums import TROUBLED_STATES, LetterState
from studygroup.notices.models import Mailing, OutboxLetter


def in_tokyo(moment) -> str:
    return f"{timezone.localtime(moment):%Y/%m/%d %H:%M}" if moment else ""


class LetterFilters(WagtailFilterSet):
    state = MultipleChoiceFilter(label="状態", choices=LetterState.choices, widget=CheckboxSelectMultiple)

    class Meta:
        model = OutboxLetter
        fields = ["state"]


class LetterIndex(generic.IndexView):
    """With a box to tick before each letter, for those who may send again."""

    template_name = "notices/admin/letter_index.html"

    @property
    def may_retry(self) -> bool:
        return rules.can_send_mail(self.request.user)

    @cached_property
    def columns(self):
        boxes = [BulkActionsCheckboxColumn("bulk_actions", obj_type="letter")] if self.may_retry else []
        return [*boxes, *super().columns]

    def _get_title_column(self, field_name, column_class=TitleColumn, **kwargs):
        """The box is described by the subject beside it."""
        return super()._get_title_column(
            field_name, column_class, get_title_id=lambda letter: f"letter_{letter.pk}_title", **kwargs
        )


class InspectInWords(generic.InspectView):
    """Moments in Tokyo, lines as they were written, and nothing where there is nothing."""

    def get_field_display_value(self, field_name, field):
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return in_tokyo(value)
        if isinstance(field, models.TextField):
            return linebreaksbr(value)
        return "" if value is None else value


class LetterInspect(InspectInWords):
    template_name = "notices/admin/letter.html"

    def get_context_data(self, **kwargs):
        may_retry = self.object.state in TROUBLED_STATES and rules.can_send_mail(self.request.user)
        return super().get_context_data(may_retry=may_retry, **kwargs)

    def post(self, request, pk):
        try:
            retry_letter(letter=self.object, by=request.user)
        except ValidationError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, "もう一度送ります。")
        return redirect("letters:index")


class OutboxLetterViewSet(ModelViewSet):
    model = OutboxLetter
    name = "letters"
    icon = "mail"
    menu_order = 610
    add_to_admin_menu = True
    index_view_class = LetterIndex
    inspect_view_enabled = True
    inspect_view_class = LetterInspect
    inspect_view_fields = [
        "state",
        "error",
        "attempts",
        "to_address",
        "subject",
        "body",
        "calendar",
        "posted_at",
        "sent_at",
    ]
    form_fields = []
    list_display = [
        "subject",
        "to_address",
        "state",
        "error",
        Column("posted_at", label="作成日時", accessor=lambda letter: in_tokyo(letter.posted_at)),
    ]
    filterset_class = LetterFilters
    search_fields = ["subject", "to_address"]
    copy_view_enabled = False


class RetryLetters(BulkAction):
    """もう一度送る, for all that are ticked; what is not in trouble stays as it is."""

    models = [OutboxLetter]
    display_name = "もう一度送る"
    aria_label = "選んだメールをもう一度送る"
    action_type = "retry"
    template_name = "notices/admin/retry_letters.html"

    def check_perm(self, obj):
        return obj.state in TROUBLED_STATES and rules.can_send_mail(self.request.user)

    def get_all_objects_in_listing_query(self, parent_id):
        return OutboxLetter.objects.troubled().values_list("pk", flat=True)

    def get_execution_context(self):
        return {"user": self.request.user}

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        for letter in objects:
            retry_letter(letter=letter, by=user)
        return len(objects), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        return f"{num_parent_objects}通をもう一度送ります。"


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Nothing but looking is open in the CMS, whatever rights someone has: mailings are written by their actions."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Mailing, ReadOnlyPolicy(Mailing), exact_class=True)


class MailingIndex(generic.IndexView):
    def get_base_queryset(self):
        mailings = super().get_base_queryset().select_related("sent_by")
        return mailings.annotate(
            letter_count=Count("letters"),
            sent_count=Count("letters", filter=Q(letters__state=LetterState.SENT)),
            troubled_count=Count("letters", filter=Q(letters__state__in=TROUBLED_STATES)),
        )


def progress(mailing: Mailing) -> str:
    """「取消し済み」, that it waits, or how far its letters are."""
    if mailing.taken_back_at:
        return "取消し済み"
    if mailing.release_at > timezone.now():
        return "まもなく送信（取り消せます）"
    words = f"送信済み {mailing.sent_count}／{mailing.letter_count}通"
    return f"{words}、届かなかったもの {mailing.troubled_count}通" if mailing.troubled_count else words


class TakeBackColumn(Column):
    """取り消す, while it can be."""

    cell_template_name = "notices/admin/take_back_cell.html"

    def get_value(self, mailing):
        return mailing.taken_back_at is None and mailing.release_at > timezone.now()

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        is_open = context["raw_value"] and rules.can_send_mail(request.user)
        return context | {"csrf_token": get_token(request), "is_open": is_open}


@require_POST
def take_back(request, pk):
    try:
        take_back_mailing(mailing=get_object_or_404(Mailing, pk=pk), by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "一斉メールを取り消しました。だれにも送っていません。")
    return redirect("mailings:index")


class MailingViewSet(ModelViewSet):
    model = Mailing
    name = "mailings"
    icon = "mail"
    menu_order = 605
    add_to_admin_menu = True
    index_view_class = MailingIndex
    inspect_view_enabled = True
    inspect_view_class = InspectInWords
    inspect_view_fields = [
        "audience",
        "subject",
        "body",
        "count",
        "sent_by",
        "posted_at",
        "release_at",
        "taken_back_at",
    ]
    form_fields = []
    list_display = [
        "subject",
        "audience",
        Column("sent_by", label="送信した人"),
        Column("posted_at", label="送信の操作", accessor=lambda mailing: in_tokyo(mailing.posted_at)),
        Column("progress", label="状態", accessor=progress),
        TakeBackColumn("take_back", label="取消し"),
    ]
    search_fields = ["subject", "audience"]
    copy_view_enabled = False

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/take-back/", take_back, name="take-back")]
