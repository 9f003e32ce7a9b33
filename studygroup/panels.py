"""What the organisation adds to Wagtail's screens."""

from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.components import Component

from studygroup import rules
from studygroup.forms import DepartmentForm, MunicipalityForm, NewsItemForm, PublicPageForm
from studygroup.models import ContactMessage, NewsItem, User
from studygroup.models.public_page import PublicPage
from studygroup.notices.enums import TROUBLED_STATES, LetterState
from studygroup.notices.models import OutboxLetter
from studygroup.slots import Section, sections, work
from studygroup.templatetags.site import clock_time, month_day


def bind_page_forms() -> None:
    """Give the page models their forms; no model imports one."""
    PublicPage.base_form_class = PublicPageForm
    NewsItem.base_form_class = NewsItemForm


class DeskWorklist(Component):
    """要対応, first on the CMS's home: what the apps have for the slot `desk_worklist`."""

    name = "desk_worklist"
    template_name = "studygroup/admin/desk_worklist.html"
    order = 50

    def get_context_data(self, parent_context):
        return {"sections": sections("desk_worklist", parent_context["request"].user)}


def waiting_people(user, thing) -> Section | None:
    if not rules.can_manage_people(user):
        return None
    waiting = User.objects.waiting_for_municipality().count()
    return work(10, waiting, "所属の確認待ち", reverse("waiting_people:index"), "人")


def open_messages(user, thing) -> Section | None:
    url = reverse("contact_messages:index") + "?handled_at__isnull=true"
    return work(20, ContactMessage.objects.open().count(), "未対応のお問い合わせ", url)


def troubled_letters(user, thing) -> Section | None:
    """Letters that could not be sent, or of which nobody knows."""
    url = reverse("letters:index") + "?" + "&".join(f"state={state}" for state in TROUBLED_STATES)
    return work(50, OutboxLetter.objects.troubled().count(), "送信エラーのメール", url)


def held_up_letters(user, thing) -> Section | None:
    """Letters that wait though their moment has come, and since when: the mail server is away, or the worker."""
    held_up = OutboxLetter.objects.held_up()
    oldest = held_up.first()
    if oldest is None:
        return None
    context = {
        "label": "送信が遅れているメール",
        "count": held_up.count(),
        "unit": "通",
        "url": f"{reverse('letters:index')}?state={LetterState.WAITING}",
        "note": f"{month_day(oldest.send_at)}{clock_time(oldest.send_at)}から",
    }
    return Section(51, "studygroup/admin/worklist_item.html", context)


class FormerNamesPanel(Panel):
    """The names a department had; renaming writes them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "studygroup/admin/former_names_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["former_names"] = self.instance.former_names.order_by("-until") if self.instance.pk else []
            return context


MUNICIPALITY = ObjectList(
    [
        FieldRowPanel([FieldPanel("name"), FieldPanel("kana"), FieldPanel("romaji")]),
        FieldPanel("aliases"),
        InlinePanel(
            "mail_domains",
            [FieldRowPanel([FieldPanel("domain"), FieldPanel("is_verified")])],
            heading="メールのドメイン",
            label="ドメイン",
            help_text="このドメインの人は、登録するとこの自治体の職員になります（下位のドメインも含みます）。",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("code"), FieldPanel("slug"), FieldPanel("order")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("area"), FieldPanel("subarea")]),
                FieldRowPanel([FieldPanel("grid_row"), FieldPanel("grid_column")]),
            ],
            heading="分類と地図",
            classname="collapsed",
        ),
    ],
    base_form_class=MunicipalityForm,
)
DEPARTMENT = ObjectList(
    [
        FieldPanel("municipality"),
        FieldPanel("name", help_text="名前を変えると、これまでの名前が旧名称として残ります。"),
        FieldPanel("field"),
        # Written by the actions that release what hangs on the department, never here.
        FieldRowPanel(
            [FieldPanel("closed_on", read_only=True), FieldPanel("merged_into", read_only=True)], heading="廃止・統合"
        ),
        FormerNamesPanel(heading="旧名称"),
    ],
    base_form_class=DepartmentForm,
)
PARTICIPANT = ObjectList(
    [
        FieldPanel("department"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("kana")]),
        FieldRowPanel([FieldPanel("mail"), FieldPanel("is_coordinator")]),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until"), FieldPanel("suspended_at")]),
    ]
)
