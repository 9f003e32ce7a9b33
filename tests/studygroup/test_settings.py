"""What the office sets for the whole site."""

import pytest
from django.urls import reverse

from studygroup.models import UrgentBanner

pytestmark = pytest.mark.django_db


def post_banner(office, text: str, until: str):
    banner = UrgentBanner.load()
    return office.post(
        reverse("wagtailsettings:edit", args=["studygroup", "urgentbanner", banner.pk]), {"text": text, "until": until}
    )


@pytest.mark.parametrize("until", ["2021-10-25 08:59", "2021-10-25 09:00"])
def test_an_urgent_banner_does_not_end_in_the_past(office, until):
    answer = post_banner(office, "本日の会は中止します。", until)

    assert "これからの日時を入力してください。" in answer.content.decode()
    assert UrgentBanner.load().text == ""


def test_an_urgent_banner_says_until_when_and_keeps_what_was_typed(office):
    words = post_banner(office, "本日の会は中止します。", "").content.decode()

    assert "いつまで表示するかを、日付と時刻で入力してください。" in words
    assert 'value="本日の会は中止します。"' in words
    assert UrgentBanner.load().text == ""


def test_no_text_is_no_banner_and_needs_no_end(office, client):
    answer = post_banner(office, "", "")

    assert answer.status_code == 302
    assert UrgentBanner.load().is_shown is False
    assert "urgent-banner" not in client.get("/").content.decode()


def test_an_urgent_banner_ends_later(office):
    post_banner(office, "本日の会は中止します。", "2021-10-25 18:00")

    assert UrgentBanner.load().is_shown is True


def test_a_banner_that_ended_can_be_emptied(office):
    post_banner(office, "", "2021-10-24 18:00")

    assert UrgentBanner.load().text == ""
