"""The ways through the site: pages that the office shows in menus, and the shelves of higher apps."""

from dataclasses import dataclass

from wagtail import hooks
from wagtail.models import Page, Site

MENU_STEP = 10


@dataclass(frozen=True)
class NavItem:
    """An entry of the navigation. `order`: home is 0, the pages in menus 10, 20, 30… as the CMS has them."""

    order: int
    url: str
    label: str


@dataclass(frozen=True)
class LinkGroup:
    heading: str
    links: tuple[tuple[str, str], ...]


def items() -> list[NavItem]:
    """Home, its children shown in menus, and what the hook `navigation_items` (a function to NavItems) adds."""
    pages = Page.objects.child_of(_home()).live().in_menu().order_by("path")
    found = [NavItem(0, "/", "ホーム")]
    found += [NavItem(place * MENU_STEP, page.get_url(), page.title) for place, page in enumerate(pages, start=1)]
    return sorted([*found, *_shelves()], key=lambda item: item.order)


def beside_pages() -> list[str]:
    """The public addresses that no page of the CMS has: for the sitemap."""
    entry = way_in()
    return [item.url for item in (*_shelves(), *([entry] if entry else []))]


def way_in() -> NavItem | None:
    """Where a department enrols, as the hook `way_in` (a function to a NavItem) tells; None without one."""
    return next((ask() for ask in hooks.get_hooks("way_in")), None)


def my_page() -> NavItem | None:
    """Where somebody signed in finds what is theirs, as the hook `my_page` tells."""
    return next((ask() for ask in hooks.get_hooks("my_page")), None)


def footer_groups() -> list[LinkGroup]:
    """What the footer offers: the way in, and the office. Only pages that are published are named."""
    return [
        LinkGroup("参加する", (*_entry(), *_links("first-time", "subcommittees", "members", "calendar"))),
        LinkGroup("お問い合わせ・このサイト", _links("contact", "accessibility", "privacy")),
    ]


def _shelves() -> list[NavItem]:
    return [item for ask in hooks.get_hooks("navigation_items") for item in ask()]


def _entry() -> tuple[tuple[str, str], ...]:
    entry = way_in()
    return ((entry.label, entry.url),) if entry else ()


def _links(*slugs: str) -> tuple[tuple[str, str], ...]:
    pages = Page.objects.descendant_of(_home()).live().filter(slug__in=slugs)
    return tuple((page.title, page.get_url()) for page in sorted(pages, key=lambda page: slugs.index(page.slug)))


def _home() -> Page:
    return Site.objects.select_related("root_page").get(is_default_site=True).root_page
