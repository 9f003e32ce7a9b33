"""The CMS on a phone: accessible, and nothing of a list out of reach."""

import pytest

from tests.site.test_every_page import violations

pytestmark = pytest.mark.browser
SCREENS = [
    "/cms/",
    "/cms/material/",
    "/cms/material/edit/1/",
    "/cms/video/",
    "/cms/video/edit/1/",
    "/cms/office_people/",
    "/cms/settings/studygroup/contact/1/",
    "/cms/settings/studygroup/urgentbanner/1/",
]
# What begins inside the screen, ends beyond it and cannot be moved there.
OUT_OF_REACH = """() => [...document.querySelectorAll("table.listing")].filter(table => {
  const frame = table.parentElement;
  return table.checkVisibility() && frame.scrollWidth > frame.clientWidth
    && getComputedStyle(frame).overflowX !== "auto";
}).length"""


@pytest.fixture
def office(visit):
    return visit("/cms/", width=390, account="secretariat")


def test_every_screen_of_the_office_is_accessible_and_its_lists_can_be_reached(office):
    found = {}
    for address in SCREENS:
        office.goto(address)
        found[address] = (violations(office), office.evaluate(OUT_OF_REACH))

    assert found == dict.fromkeys(SCREENS, ([], 0))


def test_the_last_column_of_a_list_can_be_moved_into_sight(office):
    office.goto("/cms/office_people/")

    end = office.get_by_role("link", name="終了する").first
    end.scroll_into_view_if_needed()

    box = end.bounding_box()
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 390


def test_every_part_of_a_session_can_be_edited_accessibly(office):
    office.goto("/cms/")
    office.get_by_role("link", name="緩和策分科会 第2回").first.click()
    office.get_by_role("tab").first.wait_for()
    found = {}
    for tab in office.get_by_role("tab").all():
        tab.click()
        found[tab.inner_text()] = violations(office)

    assert len(found) >= 5
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
