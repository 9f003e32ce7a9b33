"""The office's list of letters: to be read, never written."""

from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django_filters import MultipleChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from studygroup.notices.enums import LetterState
from studygroup.notices.models import OutboxLetter


def posted_at(letter: OutboxLetter) -> str:
    return f"{timezone.localtime(letter.posted_at):%Y/%m/%d %H:%M}"


class LetterFilters(WagtailFilterSet):
    state = MultipleChoiceFilter(label="状態", choices=LetterState.choices, widget=CheckboxSelectMultiple)

    class Meta:
        model = OutboxLetter
        fields = ["state"]


class OutboxLetterViewSet(ModelViewSet):
    model = OutboxLetter
    name = "letters"
    icon = "mail"
    menu_order = 610
    add_to_admin_menu = True
    inspect_view_enabled = True
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
        Column("posted_at", label="作成日時", accessor=posted_at),
    ]
    filterset_class = LetterFilters
    search_fields = ["subject", "to_address"]
    copy_view_enabled = False
