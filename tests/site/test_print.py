"""On paper: few sheets, and none that ends with a heading whose text stands on the next."""

import pytest
from pypdfium2 import PdfDocument

pytestmark = pytest.mark.browser

SHEETS = {
    "/": 2,
    "/about/": 2,
    "/about/members/": 2,
    "/subcommittees/": 1,
    "/subcommittees/mitigation/": 3,
    "/subcommittees/mitigation/2021-1/": 2,
    "/subcommittees/mitigation/2021-2/": 2,
    "/meetings/2021-1/": 2,
    "/calendar/": 2,
    "/news/": 1,
    "/news/2021-10-01-1/": 1,
    "/materials/": 2,
    "/videos/": 1,
    "/lectures/": 1,
}


@pytest.mark.parametrize("address", SHEETS)
def test_a_page_prints_on_few_sheets_and_no_heading_ends_one(visit, address):
    page = visit(address)
    headings = {squeezed(text) for text in page.locator("main :is(h1, h2, h3)").all_text_contents()}

    sheets = list(PdfDocument(page.pdf(format="A4")))

    assert len(sheets) <= SHEETS[address]
    assert [last for sheet in sheets if (last := squeezed(lowest_line(sheet))) in headings] == []


def lowest_line(sheet) -> str:
    """By place: what is positioned comes late in the order of the text."""
    text = sheet.get_textpage()
    _, bottom, _, top = min((text.get_rect(at) for at in range(text.count_rects())), key=lambda rect: rect[1])
    return text.get_text_bounded(bottom=bottom - 1, top=top + 1)


def squeezed(text: str) -> str:
    return "".join(text.split())
