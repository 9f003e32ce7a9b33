"""The sitemap: every public address that somebody may look for."""

from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree
from wagtail.models import Page

pytestmark = pytest.mark.django_db
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def in_sitemap(client) -> list[str]:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [urlsplit(node.text).path for node in tree.findall(".//s:loc", NAMESPACE)]


@pytest.mark.parametrize(
    "address", ["/", "/materials/", "/videos/", "/enrol/", "/lectures/", "/news/", "/calendar/", "/about/members/"]
)
def test_a_public_list_stands_in_the_sitemap_once(client, address):
    assert in_sitemap(client).count(address) == 1


def test_every_address_of_the_sitemap_can_be_read_by_anybody(client):
    assert {client.get(address).status_code for address in in_sitemap(client)} == {200}


@pytest.mark.parametrize("address", ["/cms/", "/my/", "/accounts/login/", "/demo/mail/"])
def test_what_is_no_public_page_stays_out(client, address):
    assert address not in in_sitemap(client)


def test_a_page_taken_back_leaves_the_sitemap(client):
    Page.objects.get(slug="first-time").unpublish()

    assert "/about/first-time/" not in in_sitemap(client)
