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
    rendered = [_render(context, section) for section in sections(name, user, thing)]
    return mark_safe("".join(rendered))  # noqa: S308 - each part is a rendered template


@register.simple_tag(takes_context=True)
def section(context, section):
    """One section that the view has asked for already, to count them."""
    return _render(context, section)


def _render(context, section):
    with context.push(**section.context):
        return get_template(section.template).template.render(context)
