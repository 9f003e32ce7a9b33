"""The home page's own section: it stands among those of the apps above, so it takes its place as they do."""

from studygroup import page_cache
from studygroup.models import NewsItem
from studygroup.slots import Section

HOME_NEWS = 5


def news(user, home) -> Section:
    """The newest news beside the ways most taken."""
    newest = page_cache.remember("newest_news", lambda: list(NewsItem.objects.live().newest_first()[:HOME_NEWS]))
    return Section(20, "studygroup/sections/news.html", {"news": newest})
