"""The shelves, a video's page, and the files behind them, each through the access check."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive import rules
from archive.delivery import send_file
from archive.enums import Closed
from archive.models import Material, Video
from archive.wording import closed_in_words


@require_safe
def material_list(request):
    materials = Material.objects.listed_for(request.user).with_place().newest_first()
    return render(request, "archive/material_list.html", {"materials": rules.with_access(request.user, materials)})


@require_safe
def material_file(request, pk, filename):
    """The file itself. An address of a former name leads on to the present one."""
    material = get_object_or_404(Material.objects.with_place(), pk=pk)
    closed = _closed(request, material)
    if closed:
        return closed
    if filename != material.filename:
        return redirect(material)
    return send_file(request, material.file, filename=material.filename)


@require_safe
def video_list(request):
    videos = Video.objects.listed_for(request.user).with_place().newest_first()
    return render(request, "archive/video_list.html", {"videos": rules.with_access(request.user, videos)})


@require_safe
def video_detail(request, pk):
    video = get_object_or_404(Video.objects.with_place(), pk=pk)
    closed = _closed(request, video)
    if closed:
        return closed
    context = {"video": video, "materials": _materials_beside(request.user, video)}
    return render(request, "archive/video_detail.html", context)


@require_safe
def video_file(request, pk, part):
    """The film, its captions or its poster: one right for all three."""
    video = get_object_or_404(Video.objects.with_place(), pk=pk)
    closed = _closed(request, video)
    if closed:
        return closed
    file, filename = {
        "video.mp4": (video.file, "video.mp4"),
        "captions.vtt": (video.captions, "captions.vtt"),
        "poster.jpg": (video.poster, "poster.jpg"),
    }[part]
    if not file:
        raise Http404
    return send_file(request, file, filename=filename)


def _materials_beside(user, video):
    if not video.study_session_id:
        return []
    return rules.with_access(user, video.study_session.materials.listed_for(user).with_place().in_order())


def _closed(request, thing):
    """None if `thing` is open to this reader, else the page that says why not: 404, 410's words, or 403."""
    access = rules.access(request.user, thing)
    if access:
        return None
    if access.reason == Closed.NOT_ANNOUNCED:
        raise Http404
    context = {"thing": thing, "access": access, "reason": closed_in_words(thing, access), "now": timezone.now()}
    return render(request, "archive/closed.html", context, status=403)
