"""What the organisation adds to Wagtail and to its own pages."""

from wagtail import hooks

from studygroup import sections, views
from studygroup.models import ContactPage

hooks.register("home_sections", sections.news)


@hooks.register("before_serve_page")
def answer_contact_form(page, request, serve_args, serve_kwargs):
    """The contact page holds a form: a view answers it."""
    return views.contact(request, page) if isinstance(page, ContactPage) else None
