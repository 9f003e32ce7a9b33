"""`{% slot "home_sections" page %}`: render what higher apps registered for a slot."""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from studygroup.slots import sections

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context, name, thing=None):
    """The sections of the slot `name`, each rendered with its own context over the page's."""
    request = context.get("request")
    user = getattr(request, "user", None) or AnonymousUser()
    rendered = []
    for section in sections(name, user, thing):
        with context.push(**section.context):
            rendered.append(get_template(section.template).template.render(context))
    return mark_safe("".join(rendered))  # noqa: S308 - each part is a rendered template
