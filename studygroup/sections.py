"""The organisation's own sections: they stand among those of the apps above, so they take their place as those do."""

from studygroup import page_cache, rules
from studygroup.models import NewsItem
from studygroup.notices.models import Notice
from studygroup.slots import Section

HOME_NEWS = 5


def news(user, home) -> Section:
    """The newest news beside the ways most taken."""
    newest = page_cache.remember("newest_news", lambda: list(NewsItem.objects.live().newest_first()[:HOME_NEWS]))
    return Section(20, "studygroup/sections/news.html", {"news": newest})


def unread_notices(user, page) -> Section | None:
    """In the header: how many notices wait for whoever is signed in."""
    if not user.is_authenticated:
        return None
    unread = Notice.objects.filter(user=user).visible().unread().count()
    return Section(10, "notices/header_badge.html", {"unread_notices": unread}) if unread else None


def standing(user, page) -> Section | None:
    """Above every page: why somebody signed in reads no more than anyone does."""
    if rules.is_shut_out(user):
        return Section(10, "studygroup/sections/suspended.html")
    if rules.waits_for_municipality(user):
        return Section(10, "studygroup/sections/waiting.html")
    return None
