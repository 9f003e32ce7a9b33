"""The videos: their list, and the page on which one is watched."""

import re
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive import rules, said, watched
from archive.enums import VideoKind
from archive.models import Material, Video
from archive.playing import mark_progress, next_after, playing_of
from archive.transcripts import parts_of
from archive.views.gate import closed_answer, crumbs, crumbs_of
from archive.watching_forms import VideoFilter
from sessions.live.models import LiveRoom
from sessions.live.record import Entry, timeline
from studygroup.slots import sections

VIDEOS_A_PAGE = 24
VIDEOS_TO_WATCH_NEXT = 6
SECOND = re.compile(r"\d{1,6}\Z", re.ASCII)


@require_safe
def video_list(request):
    """Every video that the reader may know of, narrowed and searched as the address asks."""
    listed = Video.objects.listed_for(request.user)
    filters = VideoFilter(
        request.GET,
        kinds=VideoKind.choices,
        years=listed.fiscal_years(),
        knows_reader=request.user.is_authenticated,
    )
    wanted = filters.wanted
    page_obj = Paginator(_found(request.user, listed, wanted), VIDEOS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "question": wanted.get("q", ""),
        "is_narrowed": bool(filters.narrowing),
        "page_obj": page_obj,
        "things": mark_progress(request.user, rules.with_access(request.user, page_obj.object_list)),
        "query": f"{urlencode(wanted)}&" if wanted else "",
        "crumbs": crumbs("動画アーカイブ"),
    }
    return render(request, "archive/video_list.html", context)


def _found(user, listed, wanted: dict):
    """The videos in their order; where words are asked for, those in which they stand."""
    values = dict(wanted)
    question, order = values.pop("q", ""), values.pop("order", VideoFilter.NEWEST)
    if values.pop("unwatched", False):
        listed = listed.unfinished_by(user)
    rows = listed.narrowed(**values).with_place().newest_first()
    if order == VideoFilter.OLDEST:
        rows = rows.reverse()
    return said.find(question, rules.with_access(user, rows)) if question else rows


@require_safe
def video_detail(request, pk):
    video = get_object_or_404(Video.objects.at_its_place().select_related("conversion"), pk=pk)
    closed = closed_answer(request, video)
    if closed:
        return closed
    user = request.user
    watching = user.watchings.filter(video=video).first() if user.is_authenticated else None
    if watching:
        watching.video = video
    chapters = list(video.chapters.all())
    materials = _materials_beside(user, video, chapters)
    parts = parts_of(chapters, video.lines.all(), video.seconds, watched.parse(watching.ranges) if watching else [])
    second = request.GET.get("t", "")
    context = {
        "video": video,
        "access": rules.access(user, video),
        "playing": playing_of(video, request.GET.get("way", "")),
        "start": int(second) if SECOND.match(second) else None,
        "question": request.GET.get("q", "")[:100],
        "watching": watching,
        "parts": parts,
        "has_lines": any(part.lines for part in parts),
        "materials": materials,
        "record": _record_of(user, video),
        "actions": sections("video_actions", user, video),
        "others": _others(user, video),
        "crumbs": crumbs_of(video),
        "progress": reverse("archive:video-progress", args=[pk]) if user.is_authenticated else "",
    }
    return render(request, "archive/video_detail.html", context)


def _others(user, video):
    others = Video.objects.visible_to(user).others_of_its_series(video).with_place().in_order()
    return next_after(video, others)[:VIDEOS_TO_WATCH_NEXT]


def _record_of(user, video) -> list[Entry]:
    """What was said in the session's room, for whoever may enter it."""
    room = LiveRoom.objects.visible_to(user).with_session().filter(study_session=video.study_session_id).first()
    return timeline(room) if room else []


def _materials_beside(user, video, chapters):
    """The materials of the session; each chapter gets its slides, from wherever, if the reader may open them."""
    listed = Material.objects.listed_for(user).beside(video, chapters).in_order()
    materials = {material.pk: material for material in rules.with_access(user, listed)}
    for chapter in chapters:
        slides = materials.get(chapter.material_id)
        chapter.slides = slides if slides and slides.access else None
    beside = [
        each for each in materials.values() if each.study_session_id and each.study_session_id == video.study_session_id
    ]
    for material in beside:
        material.study_session, material.series, material.programme = video.study_session, video.series, video.programme
    return beside
