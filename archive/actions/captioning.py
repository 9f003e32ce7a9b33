"""Captions and chapters of a video."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.log_actions import log

from archive import rules
from archive.captions.reading import Line
from archive.captions.writing import fingerprint
from archive.models import Chapter, Material, TranscriptLine, Video
from archive.signals import transcript_changed

NEEDS_CAPTIONS = "字幕を付けるか、字幕がない理由を入力してください。"
CHANGED_MEANWHILE = "この字幕は、開いたあとにほかの人が変えました。最新の字幕を開いて、もう一度直してください。"


@transaction.atomic
def replace_captions(*, video: Video, lines: Iterable[Line], by) -> None:
    """`lines` become the captions and the transcript of `video`, in order of their starts.

    Raises PermissionDenied, or ValidationError where an announced film would be left without any and without a reason.
    """
    if not rules.can_keep_archive(by):
        raise PermissionDenied
    lines = sorted(lines, key=lambda line: (line.start_ms, line.end_ms))
    if not lines and not video.may_stand_without_captions:
        raise ValidationError(NEEDS_CAPTIONS)
    write_lines(video=video, lines=lines)
    log(instance=video, action="archive.replace_captions", user=by, data={"lines": len(lines)})


@transaction.atomic
def write_lines(*, video: Video, lines: list[Line]) -> None:
    """Nobody's doing in particular: the demo, and whoever has asked a rule before."""
    Video.objects.select_for_update().get(pk=video.pk)
    video.lines.all().delete()
    TranscriptLine.objects.bulk_create(
        TranscriptLine(video=video, number=number, start_ms=line.start_ms, end_ms=line.end_ms, text=line.text)
        for number, line in enumerate(lines, start=1)
    )
    transcript_changed.send(Video, video=video)


@transaction.atomic
def edit_captions(*, video: Video, seen: str, first: int, last: int, lines: Iterable[Line], by) -> None:
    """Put `lines` in the place of the lines numbered `first` to `last`.

    `seen` is the fingerprint of all lines as they were shown. Raises ValidationError where they changed meanwhile.
    """
    Video.objects.select_for_update().get(pk=video.pk)
    present = list(video.lines.all())
    if fingerprint(present) != seen:
        raise ValidationError(CHANGED_MEANWHILE)
    others = [Line(line.start_ms, line.end_ms, line.text) for line in present if not first <= line.number <= last]
    replace_captions(video=video, lines=[*others, *lines], by=by)


@dataclass(frozen=True)
class Mark:
    """A chapter as it is typed."""

    start_ms: int
    title: str
    agenda_uid: UUID | None = None
    material: Material | None = None


@transaction.atomic
def replace_chapters(*, video: Video, marks: Iterable[Mark], by) -> None:
    """`marks` become the chapters of `video`. Raises PermissionDenied."""
    if not rules.can_keep_archive(by):
        raise PermissionDenied
    write_chapters(video=video, marks=marks)
    log(instance=video, action="archive.replace_chapters", user=by, data={"chapters": video.chapters.count()})


@transaction.atomic
def write_chapters(*, video: Video, marks: Iterable[Mark]) -> None:
    video.chapters.all().delete()
    Chapter.objects.bulk_create(
        Chapter(
            video=video,
            start_ms=mark.start_ms,
            title=mark.title,
            study_session=video.study_session if mark.agenda_uid else None,
            agenda_uid=mark.agenda_uid,
            material=mark.material,
        )
        for mark in marks
    )
