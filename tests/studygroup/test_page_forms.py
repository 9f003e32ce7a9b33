"""Pages written in the CMS under Japanese titles: they get an address by themselves."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from studygroup.models import HomePage, NewsIndex, NewsItem, PlainPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def news_index():
    return NewsIndex.objects.get()


def write(office, parent, model: str, **fields):
    data = nested_form_data({"slug": "", "action-publish": "1", **fields})
    return office.post(reverse("wagtailadmin_pages:add", args=["studygroup", model, parent.pk]), data)


def write_news(office, news_index, title="第3回を開催します", **fields):
    news = {"title": title, "day": "2021-10-25", "day_order": "1", "kind": "site", "body": rich_text("<p>本文</p>")}
    return write(office, news_index, "newsitem", **{**news, **fields})


def test_a_news_item_is_addressed_by_its_day_and_place(office, news_index):
    write_news(office, news_index, title="CO2の資料を掲載しました")

    item = NewsItem.objects.get(title="CO2の資料を掲載しました")
    assert (item.slug, item.live) == ("2021-10-25-1", True)


def test_the_editor_may_choose_another_address(office, news_index):
    write_news(office, news_index, slug="third-session")

    assert NewsItem.objects.filter(slug="third-session").exists()


def test_a_taken_address_is_gone_round(office, news_index):
    taken = NewsItem(title="前のもの", slug="2021-10-25-1", day=date(2021, 10, 1), day_order=9)
    news_index.add_child(instance=taken)

    write_news(office, news_index)

    assert NewsItem.objects.get(title="第3回を開催します").slug == "2021-10-25-1-2"


def test_a_draft_gets_its_address_too(office, news_index):
    write_news(office, news_index, **{"action-publish": ""})

    assert NewsItem.objects.get(title="第3回を開催します").slug == "2021-10-25-1"


def test_a_new_item_begins_at_the_free_place_of_today(office, news_index):
    news_index.add_child(instance=NewsItem(title="一つ目", slug="first", day=date(2021, 10, 25), day_order=2))

    page = office.get(reverse("wagtailadmin_pages:add", args=["studygroup", "newsitem", news_index.pk]))

    assert page.context["form"]["day_order"].value() == 3


def test_plain_pages_with_japanese_titles_get_addresses(office):
    home = HomePage.objects.get()
    for title in ("参加の手引き", "よくある質問"):
        write(office, home, "plainpage", title=title, lead="", body=streamfield([]))

    slugs = [PlainPage.objects.get(title=title).slug for title in ("参加の手引き", "よくある質問")]
    assert slugs == ["page", "page-2"]
