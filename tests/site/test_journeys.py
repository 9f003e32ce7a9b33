"""The running site, walked as the people it is for, at a desk and on a phone."""

import re

import pytest
from icalendar import Calendar

pytestmark = pytest.mark.browser

WIDTHS = [1280, 390]
SECOND_MITIGATION = "/subcommittees/mitigation/2021-2/"
SECOND_ADAPTATION = "/subcommittees/adaptation/2021-2/"
GATED = "相模原市における脱炭素ロードマップの策定について"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("javascript", [True, False])
def test_a_newcomer_finds_the_next_session_and_its_materials(visit, width, javascript):
    page = visit("/", width=width, javascript=javascript)

    page.locator("article.session", has_text="緩和策").get_by_role("link").first.click()
    facts = page.locator("main").inner_text()
    document = page.request.get(
        page.locator("li.file", has_text="次第").locator("a[download]").first.get_attribute("href")
    )

    assert page.url.endswith(SECOND_MITIGATION)
    assert [words in facts for words in ("10月29日（金）", "13:30〜16:30", "KFC Hall&Rooms", GATED)] == [True] * 4
    assert (document.status, document.body()[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("javascript", [True, False])
def test_staff_sign_in_by_code_and_are_told_why_a_file_is_closed(visit, width, javascript):
    page = visit("/accounts/login/", width=width, javascript=javascript)

    page.fill("#id_code_email", "staff@demo.example")
    page.get_by_role("button", name="確認コードを送る").click()
    page.fill("input[name=code]", newest_code(visit, "staff@demo.example"))
    page.locator("form:has(input[name=code]) button[type=submit]").first.click()
    page.wait_for_url("**/")
    page.goto(SECOND_MITIGATION)
    told = page.locator("main").inner_text()
    answer = page.goto(closed_address(visit))

    assert "参加登録した部署の方が見られます" in told
    assert (answer.status, "参加登録した部署の方が見られます" in page.locator("main").inner_text()) == (403, True)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_coordinator_downloads_what_the_department_may_read(visit, width):
    page = visit(SECOND_MITIGATION, width=width, account="coordinator")

    link = page.locator("li.file", has_text=GATED).locator("a[download]").first
    document = page.request.get(link.get_attribute("href"))
    part = page.request.get(link.get_attribute("href"), headers={"Range": "bytes=0-4"})

    assert (document.status, document.body()[:5]) == (200, b"%PDF-")
    assert (part.status, part.body()) == (206, b"%PDF-")
    assert document.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_secretariat_changes_a_venue_and_it_shows_everywhere(visit, width):
    before = calendar_event(visit)
    venue = "KFC" if "立川商工会議所" in before["location"] else "立川商工会議所"
    editor = visit("/cms/pages/search/?q=適応策分科会", account="secretariat")
    editor.get_by_role("link", name=re.compile("適応策分科会 第2回")).first.click()
    choose_venue(editor, venue)
    publish(editor)

    reader = visit("/", width=width)
    home = reader.locator("article.session", has_text="適応策").first.inner_text()
    reader.goto("/calendar/")
    calendar = reader.locator("main").inner_text()
    reader.goto(SECOND_ADAPTATION)
    session = reader.locator("main").inner_text()
    after = calendar_event(visit)

    assert [venue in text for text in (home, calendar, session, after["location"])] == [True] * 4
    assert re.search("会場を.*変更しました", session)
    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_mistake_in_the_contact_form_keeps_what_was_typed(visit, width):
    page = visit("/contact/", width=width)

    page.fill("#id_name", "見本 七海")
    page.fill("#id_mail", "nanami@city")
    page.get_by_role("button", name="送信する").click()

    assert page.locator("#id_name").input_value() == "見本 七海"
    assert "メールアドレスを「name@city.example.jp」の形で入力してください" in page.locator("main").inner_text()
    assert page.title().startswith("エラー：")


def test_a_lecture_plays_with_its_captions(visit):
    page = visit("/lectures/", account="staff")

    page.get_by_role("link", name=re.compile("動画講演1")).first.click()
    video = page.locator("video")
    wait_until(page, lambda: video.evaluate("film => film.readyState >= 2"))
    video.evaluate("film => { film.currentTime = 5 }")
    wait_until(page, lambda: video.evaluate("film => film.currentTime >= 5 && !film.seeking"))
    wait_until(page, lambda: video.evaluate("film => (film.textTracks[0].cues || []).length > 0"))

    assert video.evaluate("film => film.error") is None


def test_the_skip_link_is_the_first_thing_the_keyboard_reaches(visit):
    page = visit("/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def wait_until(page, condition) -> None:
    """Asked again until it holds; the page's own policy forbids Playwright's way of waiting inside the page."""
    for _ in range(100):
        if condition():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come about within 10 s")


def newest_code(visit, address: str) -> str:
    mail = visit("/demo/mail/")
    letter = mail.locator("article", has_text=address).first.inner_text()
    return re.search(r"^\s*(\d{6})\s*$", letter, re.MULTILINE)[1]


def closed_address(visit) -> str:
    """The address of a material that only enrolled departments may open, as a coordinator sees it."""
    page = visit(SECOND_MITIGATION, account="coordinator")
    return page.locator("li.file", has_text=GATED).locator("a[download]").first.get_attribute("href")


def calendar_event(visit):
    answer = visit("/robots.txt").request.get("/calendar/adaptation-2021-2.ics")
    return Calendar.from_ical(answer.body()).walk("VEVENT")[0]


def choose_venue(editor, name: str) -> None:
    editor.get_by_role("tab", name="参加方法・会場").click()
    venue = editor.locator(".chooser", has=editor.locator("[id=id_venue-title]"))
    venue.get_by_role("button", name="操作").click()
    editor.locator("[data-chooser-action-choose]:visible").first.click()
    editor.get_by_role("dialog").get_by_role("link", name=re.compile(name)).click()
    venue.get_by_text(re.compile(name)).wait_for()


def publish(editor) -> None:
    editor.get_by_role("button", name="他のアクション").click()
    editor.locator("button[name=action-publish]").click()
    editor.get_by_text(re.compile("公開しました|公開されました")).first.wait_for()
