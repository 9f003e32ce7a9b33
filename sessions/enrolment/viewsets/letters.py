"""一斉メールを書く: choose whom, write, look at it and at the count, send; taken back while its minute lasts."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin.viewsets.base import ViewSet

from sessions.enrolment import recipients
from sessions.enrolment.forms.office import MailingForm, now_in_words
from sessions.enrolment.recipients import Audience
from sessions.enrolment.viewsets.screens import OfficeMenuItem, OfficeScreen
from studygroup.notices import rules as notice_rules
from studygroup.notices.actions import send_mailing
from studygroup.notices.models import Mailing

INDEX = reverse_lazy("enrolment_letters:index")
ABOVE = (("一斉メールを書く", INDEX),)


class LetterScreen(OfficeScreen):
    may_open = staticmethod(notice_rules.can_send_mail)
    header_icon = "mail"


class Choose(LetterScreen, TemplateView):
    template_name = "enrolment/admin/letter_choose.html"
    page_title = "一斉メールを書く"

    def get_context_data(self, **kwargs):
        return super().get_context_data(groups=recipients.groups(), **kwargs)

    def get(self, request, *args, **kwargs):
        if chosen := request.GET.get("audience"):
            return redirect("enrolment_letters:write", chosen)
        return super().get(request, *args, **kwargs)


class Write(LetterScreen, FormView):
    """The letter, then the same letter to look at; only the second button sends. What was typed is never lost."""

    form_class = MailingForm
    above = ABOVE
    page_title = "本文を書く"

    @cached_property
    def audience(self) -> Audience:
        found = recipients.find_audience(self.kwargs["audience"])
        if found is None:
            raise Http404
        return found

    @property
    def step(self) -> str:
        return self.request.POST.get("step", "")

    def get_template_names(self):
        return ["enrolment/admin/letter_write.html"]

    def get_initial(self):
        return {"subject": self.audience.subject, "body": self.audience.body}

    def get_context_data(self, **kwargs):
        return super().get_context_data(audience=self.audience, now=now_in_words(), **kwargs)

    def form_valid(self, form):
        if self.step == "send":
            return self._send(form)
        if self.step == "check" and self.audience.reached:
            context = self.get_context_data(form=form)
            return self.response_class(self.request, ["enrolment/admin/letter_check.html"], context)
        return self.form_invalid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=200 if self.step == "edit" else 422)

    def _send(self, form):
        audience = self.audience
        try:
            mailing = send_mailing(
                audience=f"{audience.label}（{audience.reached}名）",
                recipients=audience.readers,
                by=self.request.user,
                **form.cleaned_data,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return redirect("enrolment_letters:sent", mailing.pk)


class Sent(LetterScreen, TemplateView):
    """What became of it; it can be taken back from here while it waits."""

    template_name = "enrolment/admin/letter_sent.html"
    page_title = "送信の受付"
    above = ABOVE

    def get_context_data(self, **kwargs):
        mailing = get_object_or_404(Mailing, pk=self.kwargs["pk"])
        left = (mailing.release_at - timezone.now()).total_seconds()
        return super().get_context_data(
            mailing=mailing,
            letters=mailing.letters.count(),
            seconds_left=max(0, int(left)) if not mailing.taken_back_at else 0,
            **kwargs,
        )


class Letters(ViewSet):
    name = "enrolment_letters"
    menu_label = "一斉メールを書く"
    icon = "mail"
    menu_item_class = OfficeMenuItem

    def get_urlpatterns(self):
        return [
            path("", Choose.as_view(), name="index"),
            path("sent/<int:pk>/", Sent.as_view(), name="sent"),
            path("to/<str:audience>/", Write.as_view(), name="write"),
        ]
