"""`{% page_crumbs page as crumbs %}`: the way from the home page down to a page of the CMS."""

from django import template
from wagtail.models import Page

from studygroup.page_cache import remember

register = template.Library()


@register.simple_tag
def page_crumbs(page: Page) -> list[tuple[str, str]]:
    """(title, address) of each page above, and of the page itself last; the tree's root is none of them.

    Only the way to the page is remembered: its own title may be a draft's, in a preview.
    """
    above = page.path[: -page.steplen]
    return [*remember(f"crumbs:{above}", lambda: _read_above(page)), (page.title, "")]


def _read_above(page: Page) -> list[tuple[str, str]]:
    above = Page.objects.ancestor_of(page).filter(depth__gt=1).order_by("depth")
    return [(ancestor.title, ancestor.get_url()) for ancestor in above]
