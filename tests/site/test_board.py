"""The advisors' board on the running site: from the question to its correction, by keyboard, and without JavaScript."""

import re

import pytest

from tests.site.keyboard import tab_until
from tests.site.test_every_page import problems

pytestmark = pytest.mark.browser

BODY = "公民館の改修で、太陽光と蓄電池をどの順に検討すればよいか、順を追って教えてください。"
ANSWER = "■ 順番\n・電気の使い方を調べます\n・屋根を確かめます"
WIDTHS = [1280, 390, 320]


def ask(page, title: str) -> str:
    """Fill the form in, look it over, send it; returns the receipt's number."""
    page.fill("input[name=title]", title)
    page.fill("textarea[name=body]", BODY)
    page.get_by_label("緩和策", exact=True).check()
    page.get_by_label("自治体名を出して公開").check()
    page.get_by_role("button", name="内容を確認する").click()
    page.get_by_role("button", name="この内容で質問する").click()
    page.get_by_text("質問を受け付けました").wait_for()
    return re.search(r"/qa/(\d+)/", page.url)[1]


def work(page, name: str, button: str) -> None:
    """One of the office's forms, opened where it is folded, sent."""
    form = page.locator(f"form:has(input[name=do][value={name}])")
    folded = page.locator(f"details:not([open]):has(input[name=do][value={name}]) > summary")
    if folded.count():
        folded.first.click()
    form.get_by_role("button", name=button).click()
    page.wait_for_load_state()


def reload_until(page, text: str) -> None:
    """The worker tells in its own time: read the page again until it has."""
    for _ in range(60):
        if text in page.locator("main").inner_text():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"the page never said: {text}")


def test_from_the_question_to_its_correction(visit):
    title = "公民館の太陽光と蓄電池の順番"
    asker = visit("/qa/ask/", account="participant")
    key = ask(asker, title)
    office = visit(f"/cms/qna/board/{key}/", account="secretariat")
    office.get_by_label("アドバイザー 見本一").check()
    work(office, "assign", "依頼する")
    office.locator("[name=wording-title]").fill(f"{title}（整えた題）")
    work(office, "wording", "保存する")

    advisor = visit(f"/advisor/{key}/", account="advisor")
    advisor.fill("textarea[name=body]", ANSWER)
    advisor.get_by_text(re.compile("下書きを保存しました")).wait_for()
    advisor.get_by_role("button", name="事務局に確認を依頼する").click()
    advisor.get_by_text("事務局に確認を依頼しました。").wait_for()

    office.goto(f"/cms/qna/board/{key}/")
    work(office, "approve", "確認済みにする")
    office.goto("/cms/qna/batches/new/")
    office.locator("[name=lead_minutes]").fill("0")
    office.get_by_role("button", name="作る").click()
    office.get_by_role("button", name="選んだ回答を入れる").click()
    office.wait_for_load_state()
    work(office, "publish", "いま掲載する")
    office.get_by_text(re.compile("掲載しました")).first.wait_for()

    reader = visit(f"/qa/{key}/")
    shown = reader.locator("main").inner_text()
    office.goto(f"/cms/qna/board/{key}/")
    office.locator("summary", has_text="回答を訂正する").click()
    office.locator("[name=correct-answer]").fill(ANSWER + "\n・予算を確かめます")
    office.locator("[name=correct-note]").fill("一行を加えました")
    office.get_by_role("button", name="訂正を掲載する").click()
    office.wait_for_load_state()
    reader.goto(f"/qa/{key}/?again=1")
    corrected = reader.locator("main").inner_text()

    assert ("整えた題" in shown, "屋根を確かめます" in shown, "予算を確かめます" in shown) == (True, True, False)
    assert ("予算を確かめます" in corrected, "一行を加えました" in corrected) == (True, True)
    asker.goto("/my/notices/")
    reload_until(asker, "質問への回答を掲載しました（第")


def test_asking_and_reading_work_without_javascript(visit):
    page = visit("/qa/ask/", account="coordinator", javascript=False)
    key = ask(page, "区民施設の窓の断熱の進め方")

    assert "区民施設の窓の断熱の進め方" in page.locator("h1").inner_text()
    page.goto("/qa/?theme=mitigation")
    page.get_by_role("link", name="区域施策編の改定で、部門別の目標はどう置けばよいですか").click()
    assert "対策の積み上げから置く" in page.locator("main").inner_text()
    page.goto(f"/qa/{key}/take-back/")
    page.get_by_role("button", name="取り下げる").click()
    assert "取り下げました" in page.locator("main").inner_text()


def test_something_alike_is_shown_while_the_title_is_written_and_the_draft_is_kept(visit):
    page = visit("/qa/ask/", account="other")

    page.fill("input[name=title]", "区域施策編の部門別の目標の置き方を知りたい")
    page.locator("textarea[name=body]").focus()
    page.get_by_text(re.compile("似た質問が")).wait_for()
    page.get_by_text(re.compile("下書きを保存しました")).wait_for()
    page.reload()
    kept = page.locator("input[name=title]").input_value()
    page.get_by_role("button", name="下書きを消す").click()
    page.get_by_text("下書きを消しました。").wait_for()

    assert kept == "区域施策編の部門別の目標の置き方を知りたい"


def test_a_question_is_asked_with_the_keyboard_alone(visit):
    page = visit("/qa/ask/", account="coordinator")
    tab_until(page, "document.activeElement.name === 'title'")
    page.keyboard.type("キーボードだけで書いた質問")
    tab_until(page, "document.activeElement.name === 'body'")
    page.keyboard.type(BODY)
    tab_until(page, "document.activeElement.name === 'theme'")
    page.keyboard.press("Space")
    tab_until(page, "document.activeElement.name === 'appearance'")
    page.keyboard.press("ArrowDown")
    tab_until(page, "document.activeElement.textContent === '内容を確認する'")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="この内容で質問する").wait_for()
    tab_until(page, "document.activeElement.textContent === 'この内容で質問する'")
    page.keyboard.press("Enter")
    page.get_by_text("質問を受け付けました").wait_for()

    assert page.locator("h1").inner_text() == "キーボードだけで書いた質問"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("account", "addresses"),
    [
        (None, ["/qa/", "/qa/1/", "/qa/6/", "/qa/answers/1/", "/qa/answers/1/print/"]),
        ("participant", ["/qa/ask/", "/qa/7/", "/qa/11/", "/qa/16/"]),
        ("advisor", ["/advisor/", "/advisor/10/", "/advisor/9/?pick=排出量", "/advisor/8/"]),
    ],
)
def test_the_boards_pages_are_accessible_and_fit(visit, account, addresses, width):
    page = visit("/", width=width, account=account)
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = problems(page)

    assert {address: wrong for address, wrong in found.items() if wrong} == {}
