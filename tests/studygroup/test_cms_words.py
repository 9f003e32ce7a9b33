"""What the office reads on Wagtail's own screens: Japanese, and clear."""

import gettext
import re
from pathlib import Path

import pytest
from wagtail.models import Page

from tests.factories.cms import enter

LOCALE = Path(__file__).resolve().parents[2] / "locale/ja/LC_MESSAGES"
STRING = r'((?:"[^\n]*"\n?)+)'


@pytest.fixture
def waiting_page(cast):
    """A page of which the secretariat has asked the organiser's approval."""
    page = Page.objects.get(slug="first-time").specific
    page.save_revision(user=cast.secretariat)
    page.get_workflow().start(page, cast.secretariat)
    return page


def test_the_organiser_finds_the_pages_that_wait_for_approval(client, cast, settings, waiting_page):
    page = enter(client, settings, cast.organiser).get("/cms/").content.decode()

    assert "承認を待つページ" in page
    assert waiting_page.title in page
    assert "あなたのレビューの待機中" not in page


def test_the_editor_of_a_waiting_page_tells_in_japanese_what_it_waits_for(client, cast, settings, waiting_page):
    page = enter(client, settings, cast.secretariat).get(f"/cms/pages/{waiting_page.pk}/edit/").content.decode()

    assert "承認待ち（主催者が承認する）" in page
    assert "承認の依頼を取り下げる" in page
    assert [words for words in ("Sent to", "Only reviewers", 'aria-label="Actions"') if words in page] == []


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_what_is_compiled_is_what_is_written(name):
    written = (LOCALE / f"{name}.po").read_text()
    with (LOCALE / f"{name}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    pairs = re.findall(rf"^msgid {STRING}msgstr {STRING}", written, re.MULTILINE)[1:]

    assert len(pairs) > 10
    for original, translation in pairs:
        assert compiled.gettext(unquote(original)) == unquote(translation)


def unquote(lines: str) -> str:
    return "".join(re.findall(r'"(.*)"', lines)).replace(r"\"", '"').replace(r"\n", "\n")
