"""A department enrols on the running site: at a desk and on a phone, without JavaScript, by keyboard."""

import re

import pytest

from tests.site.test_attending import tab_until
from tests.site.test_every_page import problems

pytestmark = pytest.mark.browser


def newest_code(visit, address: str) -> str:
    page = visit("/demo/mail/")
    letter = page.locator("main article", has_text=address).first.inner_text()
    return re.findall(r"\b(\d{6})\b", letter)[-1]


def go_on(page) -> None:
    page.locator("main .btn--primary").last.click()


@pytest.mark.parametrize(
    ("width", "javascript", "address"),
    [
        (1280, True, "ichiro@city.chofu.tokyo.jp"),
        (390, True, "jiro@city.chofu.tokyo.jp"),
        (320, False, "saburo@city.chofu.tokyo.jp"),
    ],
)
def test_a_newcomer_enrols_a_department_and_gets_a_receipt(visit, width, javascript, address):
    page = visit("/enrol/", width=width, javascript=javascript)
    wrong = {"start": problems_if(javascript, page)}

    page.fill("input[name=municipality]", "ちょうふし")
    page.fill("input[name=mail]", address.replace("@", "＠"))
    go_on(page)
    wrong["code"] = problems_if(javascript, page)
    page.fill("input[name=code]", newest_code(visit, address))
    page.locator("form:has(input[name=code]) button[type=submit]").first.click()
    go_on(page)
    told = page.locator(".errors").inner_text()
    wrong["department"] = problems_if(javascript, page)
    fill_department(page, f"環境政策課{width}")
    go_on(page)
    page.get_by_role("button", name="＋参加する人を追加").click()
    page.fill("input[name=people-1-name]", "𠮷田 髙﨑")
    page.locator("input[name=people-0-mitigation-2021-2][value=online]").check()
    go_on(page)
    missing = page.locator(".errors").inner_text()
    wrong["people"] = problems_if(javascript, page)
    page.locator("input[name=people-1-mitigation-2021-2][value=recording]").check()
    go_on(page)
    wrong["check"] = problems_if(javascript, page)
    go_on(page)
    wrong["receipt"] = problems_if(javascript, page)

    assert "参加する分科会を選んでください" in told
    assert "𠮷田 髙﨑さんの第2回の参加方法を選んでください" in missing
    assert page.locator("h1").inner_text() == "参加登録を受け付けました"
    assert {name: found for name, found in wrong.items() if found} == {}


def problems_if(javascript: bool, page) -> list[str]:
    """axe is a script itself."""
    return problems(page) if javascript else []


def fill_department(page, name: str) -> None:
    chosen = page.locator("input[name=department][value=new]")
    if chosen.count():
        chosen.check()
    page.fill("input[name=new_name]", name)
    page.select_option("select[name=new_field]", "environment")
    page.locator("input[name=series][value=mitigation]").check()
    page.fill("input[name=name]", "見本 花子")


def test_staff_begin_an_enrolment_with_the_keyboard_alone(visit):
    page = visit("/enrol/", account="staff")

    tab_until(page, "document.activeElement.name === 'municipality'")
    page.keyboard.press("Control+A")
    page.keyboard.type("丙町")
    page.keyboard.press("Enter")
    page.wait_for_url("**/enrol/department/")
    tab_until(page, "document.activeElement.name === 'department'")
    page.keyboard.press("Space")
    tab_until(page, "document.activeElement.name === 'series'")
    page.keyboard.press("Space")
    tab_until(page, "document.activeElement.name === 'phone'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/enrol/people/")

    assert page.locator("input[name=people-0-name]").input_value() == "見本 四葉"
