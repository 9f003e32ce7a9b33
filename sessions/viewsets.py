"""The office's lists of the programme, and copying last time's session."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

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
