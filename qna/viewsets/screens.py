"""What the board's screens share: who may open them, and how one of several forms of a page is taken."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from qna import rules
from sessions.enrolment.viewsets.screens import Screen


class BoardMenuItem(MenuItem):
    def is_shown(self, request):
        return rules.can_read_board(request.user)


class BoardScreen(Screen):
    """For secretariat and organiser."""

    header_icon = "help"
    may_open = staticmethod(rules.can_read_board)

    def get_context_data(self, **kwargs):
        return super().get_context_data(can_sort=rules.can_sort(self.request.user), **kwargs)


class WorkScreen(BoardScreen, TemplateView):
    """A page with several forms: which one was sent says `do`; what is wrong is said beside its fields.

    `works`: by name, the method to call and the form it wants, or None.
    """

    works: dict[str, tuple[str, type | None]] = {}

    def post(self, request, *args, **kwargs):
        name = request.POST.get("do", "")
        if name not in self.works:
            raise PermissionDenied
        method, form_class = self.works[name]
        form = form_class(request.POST, prefix=name) if form_class else None
        if form is not None and not form.is_valid():
            return self.again(name, form)
        try:
            done = getattr(self, method)(**({"form": form} if form else {}))
        except ValidationError as refusal:
            return self.refused(name, form, refusal)
        messages.success(request, done)
        return redirect(self.address_after())

    def refused(self, name, form, refusal: ValidationError):
        """In the form that was sent, where there is one; what was typed stays."""
        if form is None:
            for sentence in refusal.messages:
                messages.error(self.request, sentence)
            return redirect(self.request.path)
        fields = refusal.message_dict if hasattr(refusal, "error_dict") else {}
        for sentence in () if fields else refusal.messages:
            form.add_error(None, sentence)
        for field, sentences in fields.items():
            for sentence in sentences:
                form.add_error(field if field in form.fields else None, sentence)
        return self.again(name, form)

    def again(self, name, form):
        return self.render_to_response(self.get_context_data(**{f"{name}_form": form}), status=422)

    def address_after(self):
        return self.request.path
