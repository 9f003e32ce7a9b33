"""What the office's own screens share: who may open them, and where they stand."""

from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sessions.enrolment import rules


class ReadersMenuItem(MenuItem):
    def is_shown(self, request):
        return rules.can_read_figures(request.user)


class OfficeMenuItem(MenuItem):
    def is_shown(self, request):
        return rules.can_enter_enrolments(request.user)


class Screen(WagtailAdminTemplateMixin):
    """A page of the CMS for those whom `may_open` lets in; the actions check again."""

    header_icon = "clipboard-list"
    may_open = staticmethod(rules.can_read_figures)
    above: tuple[tuple[str, str], ...] = ()

    def dispatch(self, request, *args, **kwargs):
        if not self.may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        above = [{"url": url, "label": label} for label, url in self.above]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        may_enter = rules.can_enter_enrolments(self.request.user)
        return super().get_context_data(may_enter=may_enter, **kwargs)


class OfficeScreen(Screen):
    """For the secretariat alone."""

    may_open = staticmethod(rules.can_enter_enrolments)


def say_why(request, refusal: ValidationError) -> None:
    """What an action refused, in its own sentences."""
    for sentence in refusal.messages:
        messages.error(request, sentence)
