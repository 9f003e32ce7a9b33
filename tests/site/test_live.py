"""The room in real browsers: by socket, by polls, and as the plain page."""

import json
from pathlib import Path

import pytest

from tests.site.test_every_page import WIDTHS, problems

pytestmark = pytest.mark.browser

HERE = "/live/mitigation-2021-2/"
LOG = Path(__file__).parents[1] / "live" / "data" / "log.json"


@pytest.fixture
def office(visit):
    """The secretariat's browser, at the console of the open room."""
    page = visit("/subcommittees/mitigation/2021-2/", account="secretariat")
    if page.get_by_role("button", name="部屋を開く").count():
        page.get_by_role("button", name="部屋を開く").click()
    page.goto(f"{HERE}console/")
    return page


@pytest.fixture
def enter(visit, office):
    """`enter("participant")`: somebody's room, the promises accepted."""

    def come_in(account, path=HERE, *, without_sockets=False, **options):
        page = visit(f"{HERE}lobby/", account=account, **options)
        if page.get_by_role("checkbox", name="確認しました").count():
            page.get_by_role("checkbox", name="確認しました").check()
            page.get_by_role("button", name="約束を確認した").click()
        if without_sockets:
            page.route_web_socket("**/socket*", lambda socket: socket.close())
        page.goto(path)
        return page

    return come_in


def said(page) -> list[str]:
    return page.locator("[data-messages] .message__text").all_inner_texts()


def post(page, text: str) -> None:
    """A message by this account, past the page."""
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
    headers = {"X-CSRFToken": token, "Accept": "application/json", "Referer": page.url}
    answer = page.request.post(f"{HERE}acts/message-post/", form={"text": text}, headers=headers)
    assert answer.status == 200, answer.text()


def test_three_ways_into_the_room_show_the_same_conversation(enter):
    by_socket = enter("participant")
    by_poll = enter("coordinator", without_sockets=True)
    plain = enter("advisor", f"{HERE}text/", javascript=False)

    by_socket.locator("#message").fill("ソケットから")
    by_socket.locator("#message").press("Enter")
    by_poll.get_by_text("ソケットから").wait_for()
    by_poll.locator("#message").fill("自動更新から")
    by_poll.locator("#message").press("Enter")
    plain.get_by_label("メッセージ").fill("文字だけの部屋から")
    plain.get_by_role("button", name="送信", exact=True).click()

    for page in (by_socket, by_poll):
        page.get_by_text("文字だけの部屋から").wait_for()
    expected = ["ソケットから", "自動更新から", "文字だけの部屋から"]
    frame = plain.frame_locator("iframe")
    frame.get_by_text("文字だけの部屋から").wait_for()
    assert said(by_socket)[-3:] == expected
    assert said(by_poll)[-3:] == expected
    assert list(reversed(frame.locator(".message__text").all_inner_texts()[:3])) == expected
    assert by_socket.locator("[data-room=pill]").inner_text().startswith("接続中")
    assert by_poll.locator("[data-room=pill]").inner_text().startswith("自動更新中")


def test_twenty_messages_while_typing_change_neither_focus_nor_text_nor_place(enter):
    anna, berta = enter("participant", height=700), enter("coordinator")
    for number in range(10):
        post(anna, f"前の発言 {number}")
    anna.get_by_text("前の発言 9").wait_for()
    log = anna.locator("[data-log]")
    log.evaluate("box => { box.scrollTop = 40; }")
    anna.locator("#message").press_sequentially("書きかけの")

    for number in range(10):
        post(berta, f"割り込み {number}")
        post(anna, f"自分の別の画面 {number}") if number < 8 else None
    anna.get_by_text("割り込み 9").wait_for(state="attached")

    assert anna.locator("#message").input_value() == "書きかけの"
    assert anna.evaluate("document.activeElement.id") == "message"


def test_somebody_who_reads_above_stays_there_and_is_told_of_new_messages(enter):
    anna, berta = enter("participant", height=700), enter("advisor")
    for number in range(12):
        post(berta, f"古い発言 {number}")
    anna.get_by_text("古い発言 11").wait_for()
    log = anna.locator("[data-log]")
    log.evaluate("box => { box.scrollTop = 40; }")

    for number in range(3):
        post(berta, f"新しい発言 {number}")
    anna.get_by_role("button", name="新しいメッセージ 3件").wait_for()

    assert log.evaluate("box => box.scrollTop") == 40


def test_enter_in_a_conversion_sends_nothing(enter):
    page = enter("participant")
    page.locator("#message").fill("へんかん")
    before = len(said(page))

    page.locator("#message").evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )

    assert (page.locator("#message").input_value(), len(said(page))) == ("へんかん", before)


def test_what_is_written_without_a_line_is_sent_once_when_it_is_back(enter):
    page = enter("participant")
    page.locator("[data-room=pill]", has_text="接続中").wait_for()
    page.context.set_offline(True)
    page.locator("#message").fill("圏外で書いた")
    page.locator("#message").press("Enter")
    page.get_by_text("つながりしだい送信します").wait_for()

    page.context.set_offline(False)
    page.locator("[data-messages]").get_by_text("圏外で書いた").wait_for()

    assert said(page).count("圏外で書いた") == 1


def test_a_draft_outlives_a_reload(enter):
    page = enter("participant")
    page.locator("#message").press_sequentially("まだ途中")

    page.reload()

    assert page.locator("#message").input_value() == "まだ途中"


def test_a_hidden_message_leaves_every_screen(enter, office):
    anna, berta = enter("participant"), enter("coordinator")
    post(anna, "消える言葉")
    berta.get_by_text("消える言葉").wait_for()
    office.goto(HERE)

    office.locator("li.message", has_text="消える言葉").get_by_role("button", name="非表示にする").click()
    office.get_by_label("理由").fill("確認のため")
    office.get_by_role("dialog").get_by_role("button", name="非表示にする").click()

    for page in (anna, berta, office):
        page.locator("[data-messages]").get_by_text("消える言葉").wait_for(state="detached")


def test_asking_and_voting_by_keyboard_alone(enter):
    anna, berta = enter("participant"), enter("coordinator")
    anna.locator("#t-chat").focus()
    anna.keyboard.press("ArrowRight")
    anna.locator("summary", has_text="質問する").focus()
    anna.keyboard.press("Enter")
    anna.locator("#question").focus()
    anna.keyboard.type("Where do we begin?")
    anna.get_by_role("button", name="質問を送る").focus()
    anna.keyboard.press("Enter")
    berta.locator("#t-questions").click()
    question = berta.locator(".question", has_text="Where do we begin?")
    question.wait_for()

    question.locator("[data-vote]").focus()
    berta.keyboard.press("Enter")

    anna.locator(".question", has_text="Where do we begin?").locator("[data-votes]", has_text="1").wait_for()
    assert question.locator("[data-vote]").get_attribute("aria-pressed") == "true"


def test_a_poll_is_answered_and_its_results_come_with_its_end(enter, office):
    anna = enter("participant")
    office.reload()
    office.locator("summary", has_text="投票を作る").click()
    office.get_by_role("textbox", name="問い").fill("どれが難しいですか")
    office.get_by_label("選択肢").fill("把握\n合意")
    office.get_by_role("button", name="下書きを作る").click()
    office.get_by_role("button", name="受付を始める").click()
    anna.locator("#t-polls").click()
    poll = anna.locator(".poll", has_text="どれが難しいですか")
    poll.get_by_label("合意").check()
    poll.get_by_role("button", name="投票する").click()
    poll.get_by_text("結果は締切後に表示します").wait_for()

    office.reload()
    office.get_by_role("button", name="締め切る").click()

    poll.get_by_text("1件（100％）").wait_for()
    assert poll.locator(".bar").all_inner_texts() == ["把握\n0件（0％）", "合意\n1件（100％）"]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_a_room_are_accessible_and_fit(enter, office, width):
    page = enter("participant", width=width)
    found = {}
    for tab in ("chat", "questions", "polls", "people"):
        page.locator(f"#t-{tab}").click()
        found[tab] = problems(page)
    for path in ("lobby/", "text/", "text/log/", "questions/"):
        page.goto(HERE + path)
        found[path] = problems(page)
    office.set_viewport_size({"width": width, "height": 900})
    office.reload()
    found["console"] = problems(office)

    assert [line for lines in found.values() for line in lines] == []


def test_the_browser_applies_events_as_the_server_does(visit):
    log = json.loads(LOG.read_text(encoding="utf-8"))
    page = visit("/")

    end = page.evaluate(
        """async ({start, events}) => {
          const { apply } = await import("/static/js/live/state.js");
          return events.reduce(apply, start);
        }""",
        log,
    )

    assert end == log["end"]
