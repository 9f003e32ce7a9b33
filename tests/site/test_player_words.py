"""What is said in a film, in the browser: captions below the picture, and the transcript beside it."""

import pytest

from tests.site.player import BAND, PAGE, at, current_line, film, focus_player, until, watch

pytestmark = pytest.mark.browser


def test_captions_stand_in_a_band_below_the_picture(visit):
    page = watch(visit, f"{PAGE}#t=0:22")
    until(lambda: "どの部門から" in page.locator(BAND).inner_text())
    picture, band = page.locator("video").bounding_box(), page.locator(BAND).bounding_box()

    assert band["y"] >= picture["y"] + picture["height"] - 1


def test_captions_are_visible_at_twice_the_size(visit):
    page = watch(visit, f"{PAGE}#t=0:22", width=640, height=450, device_scale_factor=2)
    until(lambda: "どの部門から" in page.locator(BAND).inner_text())
    band = page.locator(BAND).bounding_box()

    assert band["x"] >= 0
    assert band["x"] + band["width"] <= 640
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_transcript_is_searched_and_stepped_through(visit):
    page = watch(visit)
    page.fill("[data-find]", "ﾀｲｻｸ")
    page.fill("[data-find]", "対策")
    count = page.locator("[data-find-count]").inner_text()
    page.locator("[data-later]").click()

    total = page.locator("[data-lines] mark").count()
    assert count == f"{total}件中1件目"
    assert page.locator("[data-find-count]").inner_text() == f"{total}件中2件目"
    assert page.locator("mark.is-current").count() == 1

    page.fill("[data-find]", "どこにもない言葉")

    assert page.locator("[data-find-count]").inner_text() == "見つかりませんでした"
    assert page.locator("[data-lines] mark").count() == 0


def test_a_line_leads_to_its_second_and_is_marked(visit):
    page = watch(visit)
    page.locator("[data-moment='25']").last.click()

    until(lambda: at(page), 25)
    until(lambda: "家庭と業務" in current_line(page))
    assert page.url.endswith("#t=0:25")


def test_a_link_to_a_sentence_finds_it_and_begins_there(visit):
    page = watch(visit, f"{PAGE}?q=対策#t=0:25")

    until(lambda: at(page), 25)
    assert page.locator("[data-find]").input_value() == "対策"
    assert "家庭と業務" in page.locator("li:has(> a mark.is-current)").inner_text()
    assert film(page, "paused")


def test_the_list_of_lines_follows_the_film_unless_told_not_to(visit):
    page = watch(visit)
    focus_player(page)
    page.keyboard.press("9")
    until(lambda: page.evaluate("document.querySelector('[data-lines]').scrollTop > 0"))
    page.get_by_label("再生に合わせて送る").uncheck()
    focus_player(page)
    page.evaluate("document.querySelector('[data-lines]').scrollTop = 0")
    page.keyboard.press("5")
    until(lambda: at(page), 35)

    assert page.evaluate("document.querySelector('[data-lines]').scrollTop") == 0


def test_a_chapter_is_marked_while_it_plays(visit):
    page = watch(visit)
    page.locator("[data-chapter] a.chapter__link").nth(2).click()

    until(lambda: page.locator("[data-chapter][aria-current] [data-now]:visible").count(), 1)
    assert "部門別" in page.locator("[data-chapter][aria-current]").inner_text()
