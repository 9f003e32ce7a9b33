"""The player in the browser: by keyboard alone, with and without a connection to the film, and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site.player import BAND, PAGE, SEEK, at, film, focus_player, play_until, until, wait_for_stream, watch

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


# ---------- keys ----------


@pytest.mark.parametrize(
    ("key", "lands_on"),
    [
        ("l", 30), ("j", 10), ("ArrowRight", 25), ("ArrowLeft", 15), ("3", 21), ("0", 0),
        ("n", 21), ("p", 8), ("Shift+L", 30),
    ],
)  # fmt: skip
def test_every_key_of_the_list_moves_as_it_says(visit, key, lands_on):
    page = watch(visit, f"{PAGE}#t=0:20")
    until(lambda: at(page), 20)
    focus_player(page)
    page.keyboard.press(key)

    until(lambda: at(page), lands_on)


def test_play_sound_speed_and_captions_answer_to_their_keys(visit):
    page = watch(visit)
    focus_player(page)
    for key in ("m", "c", ">", "ArrowDown"):
        page.keyboard.press(key)
    changed = (film(page, "playbackRate"), round(film(page, "volume"), 1), page.locator(BAND).is_visible())
    for key in ("<", "ArrowUp", "c", "m"):
        page.keyboard.press(key)

    assert changed == (1.25, 0.9, False)
    assert (film(page, "playbackRate"), round(film(page, "volume"), 1), film(page, "muted")) == (1, 1, True)
    assert page.locator(BAND).is_visible()

    page.keyboard.press("k")
    until(lambda: film(page, "paused"), False)
    page.locator(SEEK).focus()
    page.keyboard.press("Space")
    until(lambda: film(page, "paused"))


def test_f_fills_the_screen_with_captions_and_controls(visit):
    page = watch(visit)
    focus_player(page)
    page.keyboard.press("f")

    until(lambda: page.evaluate("document.fullscreenElement?.hasAttribute('data-player')"))
    page.keyboard.press("f")
    until(lambda: page.evaluate("document.fullscreenElement === null"))


def test_nothing_typed_is_taken_for_a_key(visit):
    page = watch(visit)
    page.keyboard.press("/")
    page.keyboard.type("jkl 3")

    assert page.locator("[data-find]").input_value() == "jkl 3"
    assert (at(page), film(page, "paused")) == (0, True)


def test_single_keys_can_be_turned_off_and_stay_off(visit):
    page = watch(visit)
    page.locator("summary", has_text="操作のしかた").click()
    page.get_by_label("文字1つのキー").uncheck()
    page.reload()
    until(lambda: film(page, "readyState > 0"))
    focus_player(page)
    page.keyboard.press("l")
    after_letter = at(page)
    page.keyboard.press("ArrowRight")

    assert after_letter == 0
    until(lambda: at(page), 5)


def test_up_and_down_scroll_the_page_outside_the_player(visit):
    page = watch(visit)
    page.keyboard.press("ArrowDown")

    assert film(page, "volume") == 1


def test_everything_is_reached_by_tab_and_the_seek_bar_says_where_it_stands(visit):
    page = watch(visit, f"{PAGE}#t=0:24")
    until(lambda: at(page), 24)
    page.locator("video").evaluate("node => node.focus()")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.id"))

    controls = {"seek", "speed", "10秒戻る（J）", "10秒進む（L）"}
    controls |= {"再生（スペース）", "字幕（C）", "消音（M）", "全画面（F）"}
    assert controls | {"find", "文字起こし"} <= reached
    assert page.locator(SEEK).get_attribute("aria-valuetext") == "24秒（全1分10秒）。第3章 部門別の排出量を確かめる"
    page.locator(SEEK).focus()
    page.keyboard.press("ArrowRight")
    until(lambda: at(page), 29)


# ---------- memory ----------


def test_where_one_stopped_is_offered_the_next_time(visit):
    page = watch(visit, f"{PAGE}#t=0:30")
    play_until(page, 32)

    def card_goes_on():
        page.goto("/videos/")
        card = page.locator(".vcard", has_text="削減シナリオ").first.inner_text()
        return bool(re.search(r"続きから0:3\d", card))

    until(card_goes_on)
    page.goto(PAGE)
    strip = page.locator("[data-resume]").inner_text()
    page.get_by_role("link", name="続きから再生").click()
    until(lambda: film(page, "paused"), False)

    assert re.search(r"前回は 0:3\d まで視聴しました", strip)
    assert at(page) >= 30
    until(lambda: page.locator("[data-resume]").is_visible(), False)


def test_nothing_is_kept_of_somebody_unknown(visit):
    page = visit(PAGE)

    assert page.locator("[data-progress]").count() == 0


# ---------- trouble, and the end ----------


def test_where_the_film_is_blocked_there_are_ways_out(visit):
    page = visit("/", account="participant")
    page.route(re.compile(r"/stream/.*\.(mp4|m3u8|m4s)$"), lambda route: route.abort())
    page.goto(PAGE)

    until(lambda: page.locator("[data-trouble]").is_visible())
    trouble = page.locator("[data-trouble]")
    assert "庁内のネットワークで動画が止められている可能性があります。" in trouble.inner_text()
    trouble.get_by_role("link", name="文字起こしを読む").click()
    assert page.evaluate("document.activeElement.id") == "find"


def test_a_film_that_is_slow_to_come_says_so(visit):
    page = visit("/", account="participant")
    held = []
    page.route(re.compile(r"/stream/.*\.(mp4|m4s)$"), lambda route: held.append(route))
    page.goto(PAGE)
    page.locator("[data-play]").click()

    until(lambda: page.locator("[data-loading]").inner_text(), "読み込んでいます…")
    for route in held:
        route.abort()


def test_where_the_right_has_ended_that_is_said_instead(visit):
    page = watch(visit)
    page.context.clear_cookies()
    page.evaluate("document.querySelector('video').src = '/videos/1/stream/video.mp4?again'")

    until(lambda: page.locator("[data-closed]").is_visible())
    assert not page.locator("[data-blocked]").is_visible()


def test_after_the_end_nothing_starts_by_itself(visit):
    page = watch(visit, f"{PAGE}#t=1:08")
    until(lambda: at(page), 68)
    page.evaluate("document.querySelector('video').muted = true")
    page.locator("[data-play]").click()

    until(lambda: page.locator("[data-ending]").is_visible())
    assert film(page, "ended")
    assert page.url.rstrip("/").endswith(f"{PAGE}#t=1:08")


def test_every_way_out_plays(visit):
    page = watch(visit)
    wait_for_stream(page)
    page.locator("summary", has_text="操作のしかた").click()
    help_box = page.locator(".keys")
    for way in ("画質を下げて再生", "音声だけで聞く"):
        page.evaluate("document.querySelector('video').muted = true")
        help_box.get_by_role("link", name=way).click()
        before = film(page, "currentTime")
        until(lambda before=before: film(page, "currentTime") > before + 0.5)


def test_where_the_browser_knows_no_hls_the_library_plays_it(visit):
    page = visit("/", account="participant")
    page.add_init_script("HTMLMediaElement.prototype.canPlayType = () => ''")
    page.goto(PAGE)
    wait_for_stream(page)
    until(lambda: film(page, "src.startsWith('blob:')"))

    play_until(page, 1)


def test_the_seek_bar_shows_the_picture_under_the_pointer(visit):
    page = watch(visit)
    wait_for_stream(page)
    page.locator(SEEK).hover()

    until(lambda: page.locator("[data-thumbnail]").is_visible())
    assert "0:35" in page.locator("[data-thumbnail]").inner_text()
    assert "sprite-01.jpg" in page.locator("[data-thumbnail] span").first.get_attribute("style")


# ---------- for everybody ----------


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_player_is_accessible_and_fits(visit, width):
    page = watch(visit, f"{PAGE}?q=対策#t=0:22", width=width)
    found = {}
    for state in ("as it comes", "with its help"):
        wrong = Axe().run(page, options=RULES).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[state] = ([(each["id"], each["nodes"][0]["html"][:120]) for each in wrong], wide)
        page.locator("summary", has_text="操作のしかた").click()

    assert found == dict.fromkeys(found, ([], 0)), found


@pytest.mark.parametrize("width", [1280, 390])
def test_everything_is_there_without_javascript(visit, width):
    page = visit("/", width=width, javascript=False, account="participant")
    page.goto(f"{PAGE}?t=25")

    assert film_markup(page).get_attribute("controls") == ""
    assert page.locator("video source").last.get_attribute("src").endswith("video.mp4#t=25")
    assert page.locator("[data-line]").first.is_visible()
    assert page.locator(".files").first.is_visible()
    assert not page.locator(".player__bar, .finder").filter(visible=True).count()
    page.locator("[data-chapter] a.chapter__link").nth(1).click()
    assert re.search(r"\?t=\d+#t=", page.url)


def film_markup(page):
    return page.locator("video")


def test_on_paper_stands_the_transcript(visit):
    page = watch(visit)
    page.emulate_media(media="print")

    assert page.locator("[data-line]").last.is_visible()
    assert not page.locator("video").is_visible()
    assert not page.locator(".finder").is_visible()
