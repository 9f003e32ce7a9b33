"""A department answers on the running site: for a colleague, against another's change, by keyboard, past sign-out."""

import re

import pytest

from tests.site.keyboard import tab_until

pytestmark = pytest.mark.browser

ADDRESS = "/attend/mitigation-2021-2/"
COLLEAGUE = "見本 花子"
# Seats at the venue depend on what the other tests of this site took: it is chosen last.
WORDS = {"online": "オンライン", "recording": "録画のみ視聴", "absent": "参加しない", "venue": "会場"}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("javascript", [True, False])
def test_a_coordinator_is_told_of_a_colleagues_change_and_saves_on_the_second_press(visit, width, javascript):
    page = visit("/my/", account="coordinator", width=width, javascript=javascript)
    box = page.get_by_label(f"{COLLEAGUE}さんの緩和策分科会 第2回の参加方法")
    before = box.input_value()
    theirs, ours = [mode for mode in WORDS if mode != before][:2]
    own = visit(ADDRESS, account="participant")
    own.get_by_label(WORDS[theirs], exact=True).check()
    own.get_by_role("button", name="参加方法を保存する").click()
    own.get_by_text("1件の変更を保存しました").wait_for()

    box.select_option(ours)
    page.get_by_role("button", name="変更を保存").click()
    page.get_by_role("heading", name="入力内容を確認してください").wait_for()
    told, kept = page.locator(".errors").inner_text(), box.input_value()
    page.get_by_role("button", name="変更を保存").click()
    page.get_by_text("1件の変更を保存しました").wait_for()

    assert f"{COLLEAGUE}さんの参加方法を「{WORDS[theirs]}」に変更しました" in told
    assert [kept, box.input_value()] == [ours, ours]


def test_a_coordinator_answers_with_the_keyboard_alone(visit):
    page = visit("/attend/adaptation-2021-2/", account="coordinator")
    name = page.locator("fieldset", has_text="見本 次郎").locator("input[type=radio]").first.get_attribute("name")

    tab_until(page, f"document.activeElement.name === '{name}'")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_until(page, "document.activeElement.textContent === '参加方法を保存する'")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("変更を保存しました")).wait_for()

    assert page.locator(f"input[name='{name}'][value=online]").is_checked()


def test_a_form_left_open_past_sign_out_keeps_what_was_chosen(visit):
    page = visit(ADDRESS, account="participant")
    now = page.locator("input[type=radio]:checked").get_attribute("value")
    wanted = next(mode for mode in WORDS if mode != now)
    page.get_by_label(WORDS[wanted], exact=True).check()
    other_tab = page.context.new_page()
    other_tab.goto("/accounts/logout/")
    other_tab.locator("main form button[type=submit]").click()
    other_tab.wait_for_load_state()

    page.get_by_role("button", name="参加方法を保存する").click()
    page.locator("summary", has_text="パスワード").click()
    page.fill("input[name=login]", "participant@demo.example")
    page.fill("input[name=password]", "demo62-demo62")
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.get_by_text("入力内容は残っています。").wait_for()
    shown = page.locator("input[type=radio]:checked").get_attribute("value")
    page.get_by_role("button", name="参加方法を保存する").click()
    page.get_by_text("1件の変更を保存しました").wait_for()

    assert (page.url.endswith(ADDRESS), shown) == (True, wanted)
