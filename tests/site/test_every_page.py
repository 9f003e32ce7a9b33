"""Every page of the running site: accessible, inside its width, on its own host, with links that lead somewhere."""

import re
from urllib.parse import urldefrag, urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from defusedxml import ElementTree

pytestmark = pytest.mark.browser

WIDTHS = [1280, 390, 320]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}}
BESIDE_THE_SITEMAP = [
    "/materials/",
    "/videos/",
    "/videos/1/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/login/code/confirm/",
    "/accounts/password/reset/",
    "/nothing-here/",
    "/demo/mail/",
]
OF_A_PARTICIPANT = [
    "/",
    "/subcommittees/mitigation/",
    "/subcommittees/mitigation/2021-1/",
    "/videos/",
    "/videos/1/",
    "/my/",
    "/attend/mitigation-2021-2/",
    "/attend/mitigation-2021-2/A-00002/",
    "/attend/mitigation-2021-1/",
]
OF_AN_ACCOUNT = ["/accounts/email/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/logout/"]
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def published(visit) -> list[str]:
    """The addresses in the sitemap, which has every published page."""
    text = visit("/robots.txt").request.get("/sitemap.xml").text()
    found = [node.text for node in ElementTree.fromstring(text).findall(".//s:loc", NAMESPACE)]
    return [re.sub(r"^https?://[^/]+", "", address) for address in found]


def violations(page) -> list[str]:
    results = Axe().run(page, options=RULES)
    return [f"{found['id']}: {found['nodes'][0]['html'][:160]}" for found in results.response["violations"]]


def problems(page) -> list[str]:
    """What is wrong with the page that is open, at each width; it is loaded once and its window made narrower."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {violation}" for violation in violations(page)]
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{width}: scrolls sideways by {beyond} px"] if beyond > 0 else []
    headings = page.locator("h1").count()
    return found if headings == 1 else [*found, f"{headings} h1"]


def problems_at(page, addresses) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(address)
        found[address] = problems(page)
    return {address: wrong for address, wrong in found.items() if wrong}


def test_every_public_page_is_accessible_and_fits(visit):
    addresses = [*published(visit), *BESIDE_THE_SITEMAP]

    assert problems_at(visit("/"), addresses) == {}


def test_every_page_of_somebody_signed_in_is_accessible_and_fits(visit):
    page = visit("/", account="participant")

    assert problems_at(page, [*OF_A_PARTICIPANT, *OF_AN_ACCOUNT]) == {}


@pytest.mark.parametrize("account", [None, "participant", "staff"])
def test_every_link_leads_somewhere(visit, account):
    page = visit("/", account=account)
    broken, seen, ahead = {}, set(), ["/"]
    while ahead:
        address = ahead.pop()
        answer = page.request.get(address, max_redirects=5)
        if answer.status >= 400 and not (answer.status == 403 and "見られます" in answer.text()):
            broken[address] = answer.status
        if "html" not in answer.headers.get("content-type", "") or address.startswith("/cms/"):
            continue
        for link in re.findall(r'href="([^"]+)"', answer.text()):
            target = urldefrag(urljoin(address, link.replace("&amp;", "&")))[0]
            if target.startswith("/") and target not in seen:
                seen.add(target)
                ahead.append(target)

    assert broken == {}


@pytest.mark.parametrize(
    "address", ["/", "/subcommittees/mitigation/", "/calendar/", "/news/", "/about/", "/about/members/"]
)
def test_a_page_reads_the_same_without_javascript(visit, address):
    with_script = visit(address).locator("main").inner_text()
    without = visit(address, javascript=False).locator("main").inner_text()

    assert without == with_script
