"""The office's lists of the programme, copying last time's session, and what it may not do to a session's page."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button

from sessions import rules
from sessions.actions import copy_study_session
from sessions.forms import CopyForm, SharedItemForm
from sessions.models import Programme, SharedItem, StudySession, Venue
from studygroup.viewsets import MomentColumn


class CopyStudySession(WagtailAdminTemplateMixin, FormView):
    """Says what is carried over and what is not; the POST writes the draft and opens it."""

    template_name = "study_sessions/admin/copy.html"
    page_title = "次回を作る"
    header_icon = "copy"
    form_class = CopyForm

    def dispatch(self, request, *args, **kwargs):
        self.study_session = get_object_or_404(StudySession, pk=kwargs["pk"])
        if not rules.can_add_study_session(request.user, self.study_session.series):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(study_session=self.study_session, **kwargs)

    def form_valid(self, form):
        copy = copy_study_session(
            study_session=self.study_session, by=self.request.user, fiscal_year=form.cleaned_data["fiscal_year"]
        )
        messages.success(self.request, f"「{copy}」の下書きを作りました。日程と会場を入力してください。")
        return redirect("wagtailadmin_pages:edit", copy.pk)


class StudySessionCopies(ViewSet):
    name = "study_session_copies"

    def get_urlpatterns(self):
        return [path("<int:pk>/", CopyStudySession.as_view(), name="copy")]


class VenueViewSet(ModelViewSet):
    model = Venue
    icon = "site"
    form_fields = ["name", "town", "address", "access"]
    list_display = ["name", "town", "address"]
    search_fields = ["name", "town", "address"]
    copy_view_enabled = False


class SharedItemViewSet(ModelViewSet):
    model = SharedItem
    icon = "link"
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("tag"), FieldPanel("title")]),
            FieldPanel("presenter"),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        ],
        base_form_class=SharedItemForm,
    )
    list_display = ["title", "tag", MomentColumn("starts_at", label="開始"), MomentColumn("ends_at", label="終了")]
    search_fields = ["title", "presenter"]
    copy_view_enabled = False


class ProgrammeViewSet(ModelViewSet):
    model = Programme
    icon = "form"
    list_display = ["name", "first_year", "last_year", "organiser", "secretariat"]
    copy_view_enabled = False


class ProgrammeGroup(ViewSetGroup):
    menu_label = "開催の準備"
    menu_icon = "calendar-alt"
    menu_order = 200
    items = (VenueViewSet, SharedItemViewSet, ProgrammeViewSet)


class VenueChooser(ChooserViewSet):
    name = "venue_chooser"
    model = Venue
    icon = "site"
    choose_one_text = "会場を選ぶ"
    choose_another_text = "ほかの会場を選ぶ"
    edit_item_text = "この会場を編集する"
    form_fields = ["name", "town", "address", "access"]
    search_fields = ["name", "town"]


class SharedItemChooser(ChooserViewSet):
    name = "shared_item_chooser"
    model = SharedItem
    icon = "link"
    choose_one_text = "共通の議題を選ぶ"
    choose_another_text = "ほかの共通の議題を選ぶ"
    edit_item_text = "共通の議題を編集する"
    creation_form_class = None
    form_fields = ["tag", "title", "presenter", "starts_at", "ends_at"]


def offer_next_session(page, user, view_name=None, next_url=None):
    if isinstance(page.specific_deferred, StudySession) and rules.can_add_study_session(user, page.get_parent()):
        url = reverse("study_session_copies:copy", args=[page.pk])
        yield Button("この回を写して次回を作る", url=url, icon_name="copy", priority=1)


def copy_as_next_session(request, page):
    """Wagtail's own copy would take last time's number; where sessions lie below, codes would clash."""
    if isinstance(page.specific, StudySession):
        return redirect("study_session_copies:copy", page.pk)
    if StudySession.objects.descendant_of(page).exists():
        return _refuse(request, page, "開催回がある参加機会は、複製できません。開催回を1つずつ写してください。")
    return None


def keep_session_in_series(request, page, destination):
    if isinstance(page.specific, StudySession):
        return _refuse(request, page, "開催回は、ほかの参加機会へ移せません。コードと名称は参加機会で決まります。")
    return None


def keep_announced_session(request, page):
    told = StudySession.objects.descendant_of(page, inclusive=True)
    if all(rules.can_delete_study_session(request.user, study_session) for study_session in told):
        return None
    return _refuse(request, page, "公開したことのある開催回は、削除できません。中止・延期にしてください。")


def keep_sessions_in_bulk(request, action_type, objects, action_instance):
    """What is refused to one session is refused to many."""
    if action_type not in ("delete", "move") or not objects or not hasattr(objects[0], "path"):
        return None
    for page in objects:
        told = StudySession.objects.descendant_of(page, inclusive=True)
        if told.exists():
            return _refuse(request, page.get_parent(), "開催回は、まとめて移動・削除できません。")
    return None


def _refuse(request, page, reason):
    messages.error(request, reason)
    return redirect("wagtailadmin_explore", page.pk)
