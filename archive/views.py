"""The shelves, a video's page, and the files behind them, each through the access check."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive import rules
from archive.delivery import send_file
from archive.enums import Closed, MaterialKind, VideoKind
from archive.files import suffix
from archive.forms import ShelfFilter
from archive.models import VIDEO_PARTS, Material, Video
from archive.wording import closed_heading, closed_in_words

MATERIALS_A_PAGE = 50
VIDEOS_A_PAGE = 24
VIDEOS_TO_WATCH_NEXT = 6


@require_safe
def material_list(request):
    materials = Material.objects.listed_for(request.user)
    context = _shelf(request, materials, kinds=MaterialKind.choices, a_page=MATERIALS_A_PAGE)
    return render(request, "archive/material_list.html", context | {"crumbs": _crumbs("資料")})


@require_safe
def material_file(request, pk, filename):
    """The file itself. An address of a former name leads on to the present one."""
    material = get_object_or_404(Material.objects.at_its_place(), pk=pk)
    closed = _closed(request, material)
    if closed:
        return closed
    if filename != material.filename:
        return redirect(material)
    return send_file(request, material.file, filename=material.filename, as_attachment=not material.opens_in_browser)


@require_safe
def video_list(request):
    videos = Video.objects.listed_for(request.user)
    context = _shelf(request, videos, kinds=VideoKind.choices, a_page=VIDEOS_A_PAGE)
    return render(request, "archive/video_list.html", context | {"crumbs": _crumbs("動画アーカイブ")})


@require_safe
def video_detail(request, pk):
    video = get_object_or_404(Video.objects.at_its_place(), pk=pk)
    closed = _closed(request, video)
    if closed:
        return closed
    others = Video.objects.visible_to(request.user).others_of_its_series(video).with_place().in_order()
    context = {
        "video": video,
        "materials": _materials_beside(request.user, video),
        "others": others[:VIDEOS_TO_WATCH_NEXT],
        "crumbs": _crumbs_of(video),
    }
    return render(request, "archive/video_detail.html", context)


@require_safe
def video_file(request, pk, part):
    """The film, its captions or its poster: one right for all three."""
    video = get_object_or_404(Video.objects.at_its_place(), pk=pk)
    closed = _closed(request, video)
    if closed:
        return closed
    file = next(getattr(video, field) for field, name in VIDEO_PARTS.items() if name == part)
    if not file:
        raise Http404
    is_png = part == VIDEO_PARTS["poster"] and suffix(file.name) == ".png"
    return send_file(request, file, filename="poster.png" if is_png else part)


def _shelf(request, listed, *, kinds, a_page):
    """One page of what is listed, narrowed as the address asks."""
    filters = ShelfFilter(request.GET, kinds=kinds, years=listed.fiscal_years())
    wanted = filters.wanted
    rows = listed.narrowed(**wanted).with_place().newest_first()
    page_obj = Paginator(rows, a_page).get_page(request.GET.get("page"))
    return {
        "filters": filters,
        "is_narrowed": bool(wanted),
        "page_obj": page_obj,
        "things": rules.with_access(request.user, page_obj.object_list),
        "query": f"{urlencode(wanted)}&" if wanted else "",
    }


def _materials_beside(user, video):
    if not video.study_session:
        return []
    return rules.with_access(user, video.study_session.materials.listed_for(user).in_order())


def _closed(request, thing):
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
        "crumbs": _crumbs_of(thing),
    }
    return render(request, "archive/closed.html", context, status=403)


def _crumbs(title, *above):
    return [("ホーム", "/"), *above, (title, "")]


def _crumbs_of(thing):
    is_video = isinstance(thing, Video)
    shelf = (
        ("動画アーカイブ", reverse("archive:video-list")) if is_video else ("資料", reverse("archive:material-list"))
    )
    return _crumbs(thing.title, shelf)
