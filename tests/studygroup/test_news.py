"""お知らせ: the list, by kind and page by page."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from studygroup.enums import NewsKind
from studygroup.models import NewsIndex, NewsItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def news_index():
    for item in NewsItem.objects.all():
        item.delete()
    return NewsIndex.objects.get()


def add_news(news_index, count: int, *, kind=NewsKind.SITE, day=date(2021, 10, 1)) -> None:
    taken = NewsItem.objects.count()
    for number in range(taken + 1, taken + count + 1):
        item = NewsItem(title=f"お知らせ{number}", slug=f"item-{number}", day=day, day_order=number, kind=kind)
        news_index.add_child(instance=item)


def titles_at(client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    return re.findall(r'<span class="news__title"><a [^>]*>([^<]+)</a>', html)


def test_news_come_newest_first_and_within_a_day_as_numbered(client, news_index):
    add_news(news_index, 2, day=date(2021, 10, 1))
    add_news(news_index, 1, day=date(2021, 10, 22))

    assert titles_at(client, "/news/") == ["お知らせ3", "お知らせ1", "お知らせ2"]


def test_news_can_be_read_by_kind(client, news_index):
    add_news(news_index, 1, kind=NewsKind.VIDEO)
    add_news(news_index, 1, kind=NewsKind.CHANGE)

    assert titles_at(client, "/news/?kind=change") == ["お知らせ2"]


def test_news_offer_only_kinds_that_there_are(client, news_index):
    add_news(news_index, 1, kind=NewsKind.VIDEO)

    html = client.get("/news/").content.decode()

    assert re.findall(r'href="\?kind=(\w+)"', html) == ["video"]


@pytest.mark.parametrize(
    ("query", "shown"), [("", 20), ("?page=2", 5), ("?page=99", 5), ("?page=x", 20), ("?kind=nothing", 20)]
)
def test_news_come_twenty_a_page_whatever_is_asked(client, news_index, query, shown):
    add_news(news_index, 25)

    assert len(titles_at(client, f"/news/{query}")) == shown


def test_pages_of_a_kind_stay_in_that_kind(client, news_index):
    add_news(news_index, 25, kind=NewsKind.VIDEO)

    html = client.get("/news/?kind=video").content.decode()

    assert re.findall(r'rel="next" href="([^"]+)"', html) == ["?kind=video&amp;page=2"]


def test_news_are_new_for_seven_days(news_index):
    today = timezone.localdate()

    ages = [age for age in range(10) if NewsItem(day=today - timedelta(days=age)).is_new]

    assert ages == [0, 1, 2, 3, 4, 5, 6]


def test_news_without_any_say_so(client, news_index):
    assert "お知らせはまだありません。" in client.get("/news/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_news_take_one_query_count_whatever_their_number(client, news_index, django_assert_num_queries, count):
    add_news(news_index, count)
    client.get("/news/?first")

    with django_assert_num_queries(4):
        client.get("/news/?second")


def test_a_news_item_shows_its_day_kind_and_body(client):
    response = client.get("/news/2021-10-01-2/")

    html = response.content.decode()
    assert (response.status_code, "2021年10月1日（金）" in html, "変更・中止" in html) == (200, True, True)


def test_the_feed_names_whole_addresses_of_the_site_whatever_host_was_asked(client, settings, news_index):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://study.example.org", ["*"]
    add_news(news_index, 1)
    item = NewsItem.objects.get()
    item.body = f'<p><a linktype="page" id="{news_index.pk}">一覧</a>と<a href="https://elsewhere.example/">外</a></p>'
    item.save()

    feed = client.get("/news/feed/", headers={"host": "other.example"}).content.decode()

    assert re.findall(r'href="([^"]+)"', feed) == [
        "https://study.example.org/news/",
        "https://study.example.org/news/feed/",
        "https://study.example.org/news/item-1/",
        "https://study.example.org/news/",
        "https://elsewhere.example/",
    ]
