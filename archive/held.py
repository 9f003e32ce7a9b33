"""What the archive holds about the reader, for /my/privacy/ (the slot `held_about_me`)."""

from archive.models import Download, Watching
from sessions.enrolment.periods import period_in_words
from studygroup.slots import Section

NEWEST = 50


def downloads(user, thing) -> Section | None:
    """What the reader took home."""
    rows = Download.objects.filter(user=user).select_related("material", "video", "edition")
    context = {"downloads": rows[:NEWEST], "count": rows.count(), "kept_for": period_in_words("downloads")}
    return Section(35, "archive/held/downloads.html", context)


def extension_requests(user, thing) -> Section | None:
    """The extensions that the reader asked for."""
    requests = list(user.extension_requests.select_related("material", "video", "municipality"))
    return Section(36, "archive/held/extension_requests.html", {"requests": requests}) if requests else None


def watchings(user, thing) -> Section | None:
    """How far the reader has come in which videos."""
    rows = Watching.objects.filter(user=user).select_related("video").order_by("-updated_at")
    context = {"watchings": rows[:NEWEST], "count": rows.count()}
    return Section(37, "archive/held/watchings.html", context)
