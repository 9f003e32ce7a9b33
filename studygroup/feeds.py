"""The news as an Atom feed."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from wagtail.rich_text import expand_db_html

from studygroup.addresses import address_of, whole, with_whole_links
from studygroup.models import NewsItem

ENTRIES = 30


class NewsFeed(Feed):
    """Every address in it is whole, whatever host it was asked from: entries are known by theirs."""

    feed_type = Atom1Feed
    title = "オール東京62気候変動対策研究会 お知らせ"
    subtitle = "研究会のお知らせ・新着情報"
    language = "ja"

    def link(self):
        return whole(address_of("news") or "/")

    def feed_url(self):
        return whole(reverse("studygroup:news-feed"))

    def items(self):
        return NewsItem.objects.live().newest_first()[:ENTRIES]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return with_whole_links(expand_db_html(item.body))

    def item_link(self, item):
        return whole(item.get_url())

    def item_pubdate(self, item):
        return timezone.make_aware(datetime.combine(item.day, time()))

    def item_updateddate(self, item):
        return item.last_published_at or self.item_pubdate(item)

    def item_categories(self, item):
        return [item.get_kind_display()]
