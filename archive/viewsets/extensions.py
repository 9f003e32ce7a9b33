"""視聴延長: what was asked for, and the office's answer; also without being asked."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from archive.actions.extending import extend_window, grant_extension, refuse_extension
from archive.forms import DecisionForm, ExtensionForm
from archive.models import Extension, ExtensionRequest
from sessions.enrolment.viewsets.screens import OfficeMenuItem, OfficeScreen

INDEX = reverse_lazy("extensions:index")
NEWEST = 100
PLACES = ("material__series", "material__study_session", "video__series", "video__study_session", "municipality")


class ExtensionIndex(OfficeScreen, TemplateView):
    template_name = "archive/admin/extensions.html"
    page_title = "視聴延長"
    header_icon = "time"

    def get_context_data(self, **kwargs):
        requests = ExtensionRequest.objects.select_related(*PLACES, "asked_by")
        return super().get_context_data(
            waiting=requests.waiting(),
            decided=requests.exclude(pk__in=requests.waiting())[:NEWEST],
            extensions=Extension.objects.select_related(*PLACES, "by")[:NEWEST],
            **kwargs,
        )


class Decide(OfficeScreen, FormView):
    """Until when, or why not."""

    template_name = "archive/admin/extension_decide.html"
    page_title = "視聴延長の依頼"
    header_icon = "time"
    form_class = DecisionForm
    success_url = INDEX
    above = (("視聴延長", INDEX),)

    def get_context_data(self, **kwargs):
        return super().get_context_data(asked=self._request(), index=INDEX, **kwargs)

    def _request(self):
        return get_object_or_404(ExtensionRequest.objects.select_related(*PLACES, "asked_by"), pk=self.kwargs["pk"])

    def form_valid(self, form):
        request = self._request()
        try:
            if "refuse" in self.request.POST:
                refuse_extension(request=request, answer=form.cleaned_data["answer"], by=self.request.user)
            else:
                grant_extension(request=request, until=form.end, by=self.request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, f"{request.municipality.name}に回答しました。依頼した方にメールで知らせます。")
        return super().form_valid(form)


class Extend(OfficeScreen, FormView):
    """An extension that nobody asked for on the site."""

    template_name = "archive/admin/extension_add.html"
    page_title = "公開期間を延長する"
    header_icon = "time"
    form_class = ExtensionForm
    above = (("視聴延長", INDEX),)

    def get_context_data(self, **kwargs):
        return super().get_context_data(index=INDEX, **kwargs)

    def form_valid(self, form):
        try:
            extension = extend_window(by=self.request.user, **form.wanted)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, f"{extension}の公開期間を延長しました。")
        return redirect(INDEX)


class ExtensionViewSet(ViewSet):
    name = "extensions"
    menu_label = "視聴延長"
    icon = "time"
    menu_item_class = OfficeMenuItem

    def get_urlpatterns(self):
        return [
            path("", ExtensionIndex.as_view(), name="index"),
            path("add/", Extend.as_view(), name="add"),
            path("<int:pk>/", Decide.as_view(), name="decide"),
        ]
