"""How what the archive says of a thing is written in its templates."""

from django import template

from archive import wording
from archive.models import Material, Video
from archive.shelves import Group

register = template.Library()


@register.filter
def closed_reason(thing: Material | Video) -> str:
    """Why the reader may not open a listed thing (which carries `.access`)."""
    return wording.closed_in_words(thing, thing.access)


@register.filter
def of_year(groups: list[Group], fiscal_year: int) -> list[Group]:
    """The groups of sessions of that year, and what belongs to no session, which is there every year."""
    return [group for group in groups if group.study_session is None or group.fiscal_year == fiscal_year]


@register.filter
def window(thing: Material | Video) -> str:
    """From when until when it is open, or nothing where no window is set."""
    return wording.window_in_words(thing)
