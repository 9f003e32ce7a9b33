"""What a player fetches: the film as it was given, its stream, captions, poster and small pictures.

The right is asked for at every single request: one that ends while somebody watches ends the next segment.
"""

from django.core.files.storage import default_storage
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from archive.captions.writing import as_webvtt
from archive.delivery import Stored, send_file, send_text
from archive.files import suffix
from archive.models import VIDEO_PARTS, Video
from archive.views.gate import closed_answer


@require_safe
def video_file(request, pk, part):
    """`part` is a plain name (the route sees to it): one right for all of them."""
    video = get_object_or_404(Video.objects.at_its_place().select_related("conversion"), pk=pk)
    closed = closed_answer(request, video)
    if closed:
        return closed
    if part == VIDEO_PARTS["captions"]:
        return _captions(request, video)
    if part == VIDEO_PARTS["file"]:
        return send_file(request, video.file, filename=part)
    if part == VIDEO_PARTS["poster"] and video.poster:
        return send_file(request, video.poster, filename=f"poster{suffix(video.poster.name)}")
    return _piece_of_stream(request, video, part)


def _captions(request, video):
    lines = list(video.lines.all())
    if not lines:
        raise Http404
    return send_text(request, as_webvtt(lines), filename=VIDEO_PARTS["captions"])


def _piece_of_stream(request, video, part):
    conversion = getattr(video, "conversion", None)
    if not conversion or not conversion.is_ready:
        raise Http404
    return send_file(request, Stored(default_storage, f"{conversion.folder}/{part}", video), filename=part)
