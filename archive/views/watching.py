"""How far a reader has come, and the transcript to keep: each through the access check."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from archive import rules
from archive.actions.watching import record_watching
from archive.delivery import send_text
from archive.models import Video
from archive.transcripts import as_text, parts_of
from archive.views.gate import closed_answer
from archive.watching_forms import ProgressForm


@require_POST
def video_progress(request, pk):
    video = get_object_or_404(Video.objects.at_its_place(), pk=pk)
    closed = closed_answer(request, video)
    if closed:
        return closed
    if not rules.can_keep_progress(request.user, video):
        raise PermissionDenied
    form = ProgressForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    sent = form.cleaned_data
    watching = record_watching(video=video, position=sent["position"], ranges=sent["watched"], by=request.user)
    return JsonResponse({"finished": watching.finished_at is not None})


@require_safe
def video_transcript(request, pk):
    """Everything that is said, as text."""
    video = get_object_or_404(Video.objects.at_its_place(), pk=pk)
    closed = closed_answer(request, video)
    if closed:
        return closed
    text = as_text(video, parts_of(video.chapters.all(), video.lines.all(), video.seconds, []))
    answer = send_text(request, text, filename="transcript.txt")
    answer["Content-Type"] = "text/plain; charset=utf-8"
    return answer
