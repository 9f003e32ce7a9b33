"""What every page of the archive shares: the way to it, and the page that says why a thing is closed."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from archive import rules
from archive.enums import Closed
from archive.models import Video
from archive.wording import closed_heading, closed_in_words
from sessions.enums import Audience
from studygroup import rules as readers

ENROLLED_AUDIENCES = (Audience.ENROLLED_MUNICIPALITY, Audience.ENROLLED_DEPARTMENT)


def closed_answer(request, thing):
    """None if `thing` is open to this reader, else the page that says why not: 404, or 403 with the reason."""
    access = rules.access(request.user, thing)
    if access:
        return None
    if access.reason == Closed.NOT_ANNOUNCED:
        raise Http404
    context = {
        "thing": thing,
        "heading": closed_heading(access),
        "reason": closed_in_words(thing, access),
        "is_about_audience": access.reason == Closed.AUDIENCE,
        "is_for_staff": thing.audience == Audience.STAFF,
        "is_for_enrolled": thing.audience in ENROLLED_AUDIENCES,
        "is_shut_out": readers.is_shut_out(request.user),
        "waits_for_municipality": readers.waits_for_municipality(request.user),
        "extension": _extension_of(request.user, thing),
        "crumbs": crumbs_of(thing),
    }
    return render(request, "archive/closed.html", context, status=403)


def _extension_of(user, thing):
    """Where the reader may ask for an extension, and the request of the municipality that waits already; or None."""
    if not rules.can_ask_extension(user, thing):
        return None
    waiting = thing.extensionrequests.waiting_of(user.municipality).first()
    return {"url": reverse(f"archive:{thing._meta.model_name}-extension", args=[thing.pk]), "waiting": waiting}


def crumbs(title, *above):
    return [("ホーム", "/"), *above, (title, "")]


def crumbs_of(thing):
    is_video = isinstance(thing, Video)
    shelf = (
        ("動画アーカイブ", reverse("archive:video-list")) if is_video else ("資料", reverse("archive:material-list"))
    )
    return crumbs(thing.title, shelf)
