"""How moments and windows of recordings are written."""

from datetime import timedelta

from django import template
from django.utils import timezone

from archive import transcripts
from archive.models import TranscriptLine, Video

register = template.Library()
SOON = timedelta(days=14)


@register.filter
def second(line: TranscriptLine) -> int:
    """Where a line begins, in whole seconds: what an address says."""
    return line.start_ms // 1000


@register.filter
def in_one_line(line: TranscriptLine) -> str:
    return transcripts.in_one_line(line.text)


@register.filter
def ends_soon(video: Video) -> str:
    """「公開終了まで5日」 in the last two weeks of the window that the reader has (`video.access`), else nothing."""
    end = video.access.extended_until or video.available_until if video.access else None
    left = end - timezone.now() if end else None
    if left is None or not timedelta(0) < left <= SOON:
        return ""
    return f"公開終了まで{left.days}日" if left.days else "まもなく公開終了"
