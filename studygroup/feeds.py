"""The news as an Atom feed."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from studygroup.models import NewsItem

ENTRIES = 30


class NewsFeed(Feed):
    feed_type = Atom1Feed
    title = "オール東京62気候変動対策研究会 お知らせ"
    link = "/news/"
    subtitle = "研究会のお知らせ・新着情報"
    language = "ja"

    def items(self):
        return NewsItem.objects.live().newest_first()[:ENTRIES]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.body

    def item_link(self, item):
        return item.get_url()

    def item_pubdate(self, item):
        return timezone.make_aware(datetime.combine(item.day, time()))

    def item_updateddate(self, item):
        return item.last_published_at or self.item_pubdate(item)

    def item_categories(self, item):
        return [item.get_kind_display()]
