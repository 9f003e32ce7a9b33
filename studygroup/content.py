"""What the site starts with: the 62 municipalities, the page tree and its words. Loading twice changes nothing."""

import json
from datetime import date
from pathlib import Path

from wagtail.models import Page, Site

from studygroup.enums import MunicipalityKind
from studygroup.models import (
    Contact,
    ContactPage,
    HomePage,
    MailDomain,
    MembersPage,
    Municipality,
    NewsIndex,
    NewsItem,
    PlainPage,
)
from studygroup.site_address import keep_site_address

DATA = Path(__file__).parent / "data"
PLAIN_FIELDS = ("name", "kana", "romaji", "slug", "area", "subarea", "order", "aliases")
KINDS = {kind.label: kind for kind in MunicipalityKind}


def read(name: str):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def load_municipalities() -> None:
    """The 62, each with the domain of its website as a first, unverified mail domain."""
    for row in read("municipalities.json"):
        municipality, created = Municipality.objects.get_or_create(
            code=row["code"],
            defaults={
                **{name: row[name] for name in PLAIN_FIELDS},
                "kind": KINDS[row["kind"]],
                "grid_row": row["grid"]["row"],
                "grid_column": row["grid"]["col"],
            },
        )
        if created:
            MailDomain.objects.create(municipality=municipality, domain=row["website_domain"])


def load_home() -> HomePage:
    """The home page, where a new Wagtail has its welcome page."""
    return HomePage.objects.first() or _replace_welcome_page()


def load_pages(home: Page) -> None:
    """News, contact and the plain pages; 研究会について is there already, with what lies below it loaded here."""
    words = read("pages.json")
    about = Page.objects.child_of(home).get(slug="about")
    for page in words["about"]:
        ensure_page(about, PlainPage(**page))
    ensure_page(about, MembersPage(**words["members"]))
    ensure_page(home, NewsIndex(title="お知らせ", slug="news", show_in_menus=True))
    ensure_page(home, ContactPage(**words["contact"]))
    for page in words["top"]:
        ensure_page(home, PlainPage(**page))


def load_contact() -> None:
    contact = Contact.load()
    if not contact.organiser:
        for name, value in read("pages.json")["contact_details"].items():
            setattr(contact, name, value)
        contact.save()


def load_news(home: Page) -> None:
    """The news of 2021 in our own words, in the order of their day."""
    index = NewsIndex.objects.first()
    for row in read("news_2021.json"):
        related = Page.objects.filter(url_path=home.url_path + row.get("about", "-").lstrip("/")).first()
        slug = f"{row['day']}-{row['day_order']}"
        ensure_page(
            index,
            NewsItem(
                title=row["title"],
                slug=slug,
                day=date.fromisoformat(row["day"]),
                day_order=row["day_order"],
                kind=row["kind"],
                body=row["body"],
                related_page=related,
            ),
        )


def ensure_page(parent: Page, page: Page) -> Page:
    """The published child of `parent` with the slug of `page`; `page` itself, with a first revision, if it was new."""
    existing = Page.objects.child_of(parent).filter(slug=page.slug).first()
    if existing:
        return existing.specific
    parent = Page.objects.get(pk=parent.pk)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _replace_welcome_page() -> HomePage:
    root = Page.get_first_root_node()
    Page.objects.child_of(root).delete()
    root = Page.get_first_root_node()
    home = HomePage(**read("pages.json")["home"])
    root.add_child(instance=home)
    home.save_revision().publish()
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name=home.title)
    keep_site_address()
    return home
