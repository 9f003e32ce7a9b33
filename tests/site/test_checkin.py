"""The reception desk in the browser: with a camera refused, without JavaScript, and without a connection."""

import json
import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

DESK = "/checkin/mitigation-2021-2/"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
PATIENCE = 20


def until(question):
    """The first answer of `question` that is not empty; the policy of the page forbids waiting inside it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if answer := question():
            return answer
        time.sleep(0.2)
    raise AssertionError("waited in vain")


def says(page, words: str) -> bool:
    return words in page.locator("[data-answer]").inner_text()


def pill(page) -> str:
    return page.locator("[data-sync]").inner_text()


def list_of(page) -> dict[str, dict]:
    """What the server has, by name."""
    people = json.loads(page.request.get(f"{DESK}list.json").text())["people"]
    return {person["name"]: person for person in people}


def row(page, name: str):
    return page.locator("[data-person]", has=page.get_by_text(name, exact=True)).first


def add_walk_in(page, name: str) -> None:
    page.goto(f"{DESK}walk-in/")
    page.fill("[name=municipality]", "甲市")
    page.fill("[name=department]", "環境政策課")
    page.fill("[name=name]", name)
    page.get_by_role("button", name="登録して受付する").click()
    until(lambda: says(page, name))


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_the_desk_is_accessible_and_fits(visit, width):
    page = visit("/", width=width, account="secretariat")
    found = {}
    for part in ("", "walk-in/", "attended/", "roll/", "cards/"):
        page.goto(DESK + part)
        results = Axe().run(page, options=RULES).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[part] = ([each["id"] for each in results], wide)

    assert found == dict.fromkeys(found, ([], 0))


def test_the_desk_works_without_javascript(visit):
    page = visit(f"{DESK}?q=みほんいちろう", javascript=False, account="secretariat")
    page.get_by_role("button", name=re.compile("受付する")).click()

    assert re.search("受付しました \\d+:\\d\\d", page.locator("[data-answer]").inner_text())

    page.locator("[data-answer]").get_by_role("button", name="取り消す").click()

    assert says(page, "受付を取り消しました")
    assert list_of(page)["見本 一郎"]["at"] == ""


def test_a_camera_that_is_refused_leads_to_the_search(visit):
    page = visit(DESK, account="secretariat", permissions=[])
    until(lambda: "同期済み" in pill(page))
    page.locator("[data-camera]").click()

    assert until(lambda: says(page, "カメラを使えません。ブラウザーの設定で許可するか、氏名で探してください。"))


def test_what_is_pressed_without_a_connection_arrives_once(visit):
    page = visit("/", account="secretariat")
    for name in ("乗継 見本", "直行 見本"):
        add_walk_in(page, name)
        page.locator("[data-answer]").get_by_role("button", name="取り消す").click()
        until(lambda: says(page, "受付を取り消しました"))
    page.goto(DESK)
    until(lambda: "同期済み" in pill(page))
    page.fill("[name=q]", "見本")
    until(lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    until(lambda: page.evaluate(f"caches.match('{DESK}').then(Boolean)"))

    page.context.set_offline(True)
    for name in ("乗継 見本", "直行 見本"):
        row(page, name).get_by_role("button").click()
        until(lambda name=name: says(page, name))
        page.locator("[data-answer]").get_by_role("button").click()
        until(lambda name=name: says(page, "受付しました"))
    kept = pill(page)
    page.reload()
    until(lambda: "未接続" in pill(page))
    page.context.set_offline(False)
    until(lambda: "同期済み" in pill(page))

    listed = list_of(page)
    assert "未接続　2件を端末に保存しています。つながると自動で送ります。" in kept
    assert [bool(listed[name]["at"]) for name in ("乗継 見本", "直行 見本")] == [True, True]
    assert page.evaluate("localStorage.getItem('desk:mitigation-2021-2:queue')") is None
