"""The addresses of pages that templates lead to, and whole addresses for what is read elsewhere."""

import re

from django.conf import settings
from wagtail.models import Page

from studygroup.page_cache import remember

LINK_WITHIN_SITE = re.compile(r'href="(?=/(?!/))')


def address_of(slug: str) -> str:
    """The address of the published page named `slug`, the one nearest to home; "" if there is none."""
    return remember(f"address:{slug}", lambda: _find(slug))


def _find(slug: str) -> str:
    page = Page.objects.live().filter(slug=slug).order_by("depth", "path").first()
    return (page and page.get_url()) or ""


def whole(address: str) -> str:
    """`address` with the site's host, unless it has one."""
    return settings.SITE_URL + address if address.startswith("/") else address


def with_whole_links(html: str) -> str:
    """For readers that do not know where the text came from, such as a feed's."""
    return LINK_WITHIN_SITE.sub(f'href="{settings.SITE_URL}', html)
