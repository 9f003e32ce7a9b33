"""Those who work in the office, and staff who wait for their municipality: screens of their own, not plain lists."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from studygroup import rules
from studygroup.actions import end_office_role, end_secretariat, invite_to_office, tie_to_municipality
from studygroup.enums import Role
from studygroup.forms import InviteForm, TieForm
from studygroup.models import Municipality, User


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


def role_labels(user: User) -> list[str]:
    """In words, of groups already read; a group that is no role is passed over."""
    return [Role(group.name).label for group in user.groups.all() if group.name in Role.values]


class OfficeList(PeopleScreen, TemplateView):
    template_name = "studygroup/admin/office_list.html"
    page_title = "事務局の人"

    def get_context_data(self, **kwargs):
        people = User.objects.in_office().prefetch_related("groups").order_by("name", "pk")
        rows = [(user, role_labels(user)) for user in people]
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
        waiting = User.objects.waiting_for_municipality().prefetch_related("participants__department__municipality")
        rows = [
            (user, [one for one in user.participants.all() if one.is_current])
            for user in waiting.order_by("-date_joined")
        ]
        return super().get_context_data(rows=rows, **kwargs)


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
