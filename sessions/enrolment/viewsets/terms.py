"""各回の受付: deadline, seats and the waiting list of each session to come, and a venue that falls away."""

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import Button

from sessions.enrolment import rules
from sessions.enrolment.actions.answering import move_online
from sessions.enrolment.actions.seats import set_terms, sign_up_of
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.forms.office import MoveOnlineForm, TermsForm
from sessions.enrolment.models import Attendance, SignUp
from sessions.enrolment.viewsets.screens import OfficeScreen, ReadersMenuItem, Screen
from sessions.enums import Mode
from sessions.models import StudySession

INDEX = reverse_lazy("sign_ups:index")
ABOVE = (("定員と締切", INDEX),)


def with_standing(study_sessions):
    """With how many take part, are at the venue, hold an offered seat, and wait for one."""

    def people(**wanted):
        return Count("attendances", filter=Q(**{f"attendances__{name}": value for name, value in wanted.items()}))

    return study_sessions.select_related("sign_up").annotate(
        online=people(mode=AttendanceMode.ONLINE),
        at_venue=people(mode=AttendanceMode.VENUE),
        offered=people(offered_until__isnull=False),
        waiting=people(waiting_since__isnull=False, offered_until__isnull=True),
    )


class TermsIndex(Screen, TemplateView):
    template_name = "enrolment/admin/terms_list.html"
    page_title = "定員と締切"
    header_icon = "date"

    def get_context_data(self, **kwargs):
        ahead = StudySession.objects.ahead().not_called_off().select_related("series")
        return super().get_context_data(study_sessions=with_standing(ahead), **kwargs)


class OfSession:
    """A screen about one session."""

    above = ABOVE

    @cached_property
    def study_session(self) -> StudySession:
        found = StudySession.objects.select_related("series", "venue")
        return get_object_or_404(with_standing(found), pk=self.kwargs["pk"])


class EditTerms(OfSession, OfficeScreen, FormView):
    template_name = "enrolment/admin/terms.html"
    form_class = TermsForm
    success_url = INDEX

    def get_page_title(self):
        return f"{self.study_session.title}の定員と締切"

    def get_form_kwargs(self):
        """Reading writes nothing: the row comes with the first terms that are saved."""
        if self.request.method == "POST":
            sign_up = sign_up_of(self.study_session)
        else:
            found = SignUp.objects.filter(study_session=self.study_session).first()
            sign_up = found or SignUp(study_session=self.study_session)
        sign_up.study_session = self.study_session
        return super().get_form_kwargs() | {"instance": sign_up, "for_user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            study_session=self.study_session, may_move=_may_move(self.study_session), **kwargs
        )

    def form_valid(self, form):
        try:
            set_terms(sign_up=form.instance, by=self.request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, f"{self.study_session.title}の定員と締切を保存しました。")
        return super().form_valid(form)


def _may_move(study_session: StudySession) -> bool:
    return study_session.live and Mode.VENUE in study_session.modes and not study_session.is_past


class MoveOnline(OfSession, OfficeScreen, FormView):
    """Says how many are moved and how many letters go before it is done."""

    template_name = "enrolment/admin/move_online.html"
    form_class = MoveOnlineForm
    success_url = INDEX
    header_icon = "warning"

    def get_page_title(self):
        return f"{self.study_session.title}の会場を取りやめる"

    def get_context_data(self, **kwargs):
        rows = Attendance.objects.filter(study_session=self.study_session)
        return super().get_context_data(
            study_session=self.study_session,
            may_move=_may_move(self.study_session),
            moved=rows.holding_a_seat().count(),
            waiting=rows.waiting_for_a_seat().count(),
            **kwargs,
        )

    def form_valid(self, form):
        moved = move_online(study_session=self.study_session, by=self.request.user, **form.cleaned_data)
        messages.success(
            self.request, f"{self.study_session.title}をオンライン開催に変え、{moved}名をオンライン参加に移しました。"
        )
        return redirect(self.success_url)


def offer_terms(page, user, view_name=None, next_url=None):
    """A way from the session's page in the CMS to its terms."""
    if isinstance(page.specific_deferred, StudySession) and rules.can_enter_enrolments(user):
        yield Button("定員と締切", url=reverse("sign_ups:edit", args=[page.pk]), icon_name="date", priority=2)


class Terms(ViewSet):
    name = "sign_ups"
    menu_label = "定員と締切"
    icon = "date"
    menu_item_class = ReadersMenuItem

    def get_urlpatterns(self):
        return [
            path("", TermsIndex.as_view(), name="index"),
            path("<int:pk>/", EditTerms.as_view(), name="edit"),
            path("<int:pk>/online/", MoveOnline.as_view(), name="move-online"),
        ]
