"""Consultations on the running site: from the wish to the summary, by keyboard, without JavaScript, on a phone."""

import re

import pytest

from tests.site.test_attending import tab_until
from tests.site.test_every_page import problems

pytestmark = pytest.mark.browser

CALL = "/consultations/calls/1/"
OPEN_TO_ALL = [
    "/consultations/",
    CALL,
    "/consultations/calls/2/",
    "/consultations/summaries/",
    "/consultations/summaries/1/",
]
OF_A_DEPARTMENT = ["/consultations/ask/", f"{CALL}wish/", "/consultations/2/summary/", "/consultations/6/"]
OF_A_DATE = ["/consultations/6/cancel/", "/consultations/6/rebook/"]
OF_AN_ADVISOR = ["/consultations/hours/", "/consultations/assigned/", "/consultations/6/"]


def wrong_pages(page, addresses) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = problems(page)
    return {address: wrong for address, wrong in found.items() if wrong}


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_every_page_of_consultations_is_accessible_and_fits(visit, width):
    wrong = wrong_pages(visit("/", width=width), OPEN_TO_ALL)
    wrong |= wrong_pages(visit("/", width=width, account="coordinator"), OF_A_DEPARTMENT + OF_A_DATE)
    wrong |= wrong_pages(visit("/", width=width, account="advisor"), OF_AN_ADVISOR)

    assert wrong == {}


@pytest.mark.parametrize("width", [1280, 320])
def test_a_form_with_mistakes_is_accessible_and_keeps_what_was_typed(visit, width):
    page = visit("/consultations/ask/", account="coordinator", width=width)
    page.get_by_label("相談したいこと").fill("庁舎の改修")

    page.get_by_role("button", name="申し込む").click()
    page.get_by_role("heading", name="入力内容を確認してください").wait_for()

    assert (problems(page), page.get_by_label("相談したいこと").input_value()) == ([], "庁舎の改修")
    assert page.title().startswith("エラー：")


def test_a_consultation_is_asked_for_without_javascript_on_a_phone(visit):
    page = visit("/consultations/ask/", account="participant", width=390, javascript=False)

    page.get_by_label("訪問", exact=True).check()
    page.get_by_label("緩和策", exact=True).check()
    page.get_by_label("相談したいこと").fill("学校の屋根の使い方を相談したいです。")
    page.locator("input[name=hour_1]").first.check()
    page.locator("input[name=day_2]").fill("2021-11-24")
    page.get_by_role("button", name="申し込む").click()

    told = page.locator(".announcements").inner_text()
    assert re.search(r"個別相談を申し込みました（C-\d{4}）。日時が決まりしだい、ご連絡します。", told) is None
    assert "第1希望の日時は「オンラインのみ」です" in page.locator(".errors").inner_text()
    page.get_by_label("オンライン", exact=True).check()
    page.get_by_role("button", name="申し込む").click()
    assert "個別相談を申し込みました" in page.locator(".announcements").inner_text()
    assert "第2希望　11月24日（水）終日可" in page.locator("main").inner_text()


def test_a_menu_is_wished_for_with_the_keyboard_alone(visit):
    page = visit(CALL, account="coordinator")

    tab_until(page, "document.activeElement.textContent === 'メニューを選んで希望する'")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/wish/"))
    tab_until(page, "document.activeElement.name?.startsWith('topic_')")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("屋根の調査から始めたい。")
    tab_until(page, "document.activeElement.name === 'way'")
    page.keyboard.press("Space")
    tab_until(page, "document.activeElement.textContent === 'この内容で希望する'")
    page.keyboard.press("Enter")
    page.get_by_text("1件の希望を受け付けました。").wait_for()

    assert "B　公共施設の再生可能エネルギー" in page.locator("main").inner_text()


def test_from_the_call_to_the_published_summary(visit):
    """A call whose window is over, its wish, the selection, the result, a date, and what comes of it."""
    office = visit("/cms/call/new/", account="secretariat")
    make_call(office, "冬の個別支援（見本）", opens_on="2021-10-20", closes_on="2021-10-26")
    address = office.get_by_role("link", name="サイトのページ").get_attribute("href")

    staff = visit(f"{address}wish/", account="other")
    staff.locator("input[name^=topic_]").first.check()
    staff.locator("textarea[name^=use_]").first.fill("庁内で使いたい。")
    staff.get_by_label("オンライン", exact=True).check()
    staff.get_by_role("button", name="この内容で希望する").click()
    staff.get_by_text("1件の希望を受け付けました。").wait_for()

    board = office.url
    decide(office, board)
    close_window(office, board)
    office.goto(board)
    office.get_by_role("link", name="結果を確かめて公表する").click()
    office.get_by_role("button", name="結果を公表する").click()
    office.get_by_text("結果を公表しました。").first.wait_for()
    result = visit(address).locator("main").inner_text()

    office.goto(board)
    office.locator("table a").first.click()
    inspect = office.url
    office.get_by_role("link", name="日時を決める").click()
    office.locator("input[name=day]").fill("2021-11-18")
    office.locator("input[name=start]").fill("10:00")
    office.locator("input[name=end]").fill("11:00")
    office.get_by_role("button", name="この日時に決める").click()
    office.get_by_text("11月18日（木）10:00〜11:00に決めました。").first.wait_for()
    staff.goto("/consultations/")
    staff.get_by_role("link", name="A　冬の計画づくり").click()
    dated = staff.locator("main").inner_text()
    calendar = staff.request.get(f"{staff.url}calendar.ics").text()

    assert "乙区" in result
    assert ("11月18日（木）10:00〜11:00" in dated, "確定" in dated) == (True, True)
    assert "DTSTART:20211118T010000Z" in calendar
    assert inspect.startswith(office.url.rpartition("/arrange/")[0])


def make_call(page, title: str, *, opens_on: str, closes_on: str) -> None:
    """A call with one topic, announced; ends on its board."""
    page.locator("input[name=title]").fill(title)
    page.locator("input[name=fiscal_year]").fill("2021")
    page.locator("textarea[name=description]").fill("見本の募集です。")
    page.locator("input[name=opens_on]").fill(opens_on)
    page.locator("input[name=closes_on]").fill(closes_on)
    page.locator("input[name=is_announced]").check()
    page.locator("input[name=topics-0-letter]").fill("A")
    page.locator("input[name=topics-0-title]").fill("冬の計画づくり")
    page.get_by_role("button", name=re.compile("^(作成|追加|保存)$")).click()
    page.wait_for_url(re.compile("/cms/call/$"))
    page.get_by_role("row", name=title).get_by_role("link", name="件の希望").click()


def decide(page, board: str) -> None:
    page.goto(board)
    page.locator("table a").first.click()
    page.get_by_label("選定する").check()
    page.get_by_role("button", name="評価を保存する").click()
    page.get_by_text("評価を保存しました。").first.wait_for()


def close_window(page, board: str) -> None:
    """The office ends the window early: its last day was yesterday."""
    page.goto(board)
    page.get_by_role("link", name="募集の内容を直す").click()
    page.locator("input[name=closes_on]").fill("2021-10-24")
    page.get_by_role("button", name=re.compile("^(作成|追加|保存)$")).click()
    page.wait_for_url(re.compile("/cms/call/$"))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_held_consultation_is_agreed_to_and_published(visit, width):
    """Of the demo's held consultation the department answers; the office publishes, and everybody reads it."""
    staff = visit("/consultations/2/summary/", account="coordinator", width=width, javascript=width > 400)
    if staff.locator("input[name=agreement]").count():
        staff.get_by_label("自治体名を伏せて掲載").check()
        staff.get_by_role("button", name="答える").click()
        office = visit("/cms/consultation_board/2/", account="secretariat", width=width)
        office.get_by_role("button", name="要約を掲載する").click()
        office.get_by_text("要約を掲載しました。").first.wait_for()

    reader = visit("/consultations/summaries/", width=width)
    reader.get_by_role("link", name="排出量の推計を毎年続けるために").click()
    text = reader.locator("main").inner_text()

    assert ("一度にすべての部門を" in text, "甲市" in text) == (True, False)
