"""How what the archive says of a thing is written in its templates."""

from django import template

from archive import wording
from archive.models import Material, Video

register = template.Library()


@register.filter
def closed_reason(thing: Material | Video) -> str:
    """Why the reader may not open a listed thing (which carries `.access`)."""
    return wording.closed_in_words(thing, thing.access)


@register.filter
def window(thing: Material | Video) -> str:
    """From when until when it is open, or nothing where no window is set."""
    return wording.window_in_words(thing)


@register.filter
def extension(access) -> str:
    """Until when the window was extended for the reader's municipality."""
    return wording.extension_in_words(access)


@register.filter
def closed_because(thing: Material | Video, access) -> str:
    """Why `thing` is closed, from `access` (archive.rules.Access)."""
    return wording.closed_in_words(thing, access)
