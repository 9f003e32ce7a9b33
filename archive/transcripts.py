"""What is said in a recording, to read: under its chapters on the page, and as text to keep."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.models import Chapter, TranscriptLine, Video
from archive.watched import Range, overlap
from archive.wording import window_in_words
from studygroup.templatetags.site import duration

DONE_AT = 0.9
BREAK = re.compile(r"\s*\n\s*")
BREAK_BETWEEN_KANA = re.compile(r"(?<=[^\x00-\x7f])\s*\n\s*|\s*\n\s*(?=[^\x00-\x7f])")


def in_one_line(text: str) -> str:
    """A caption without the breaks that its band needed: Japanese joins without a space."""
    return BREAK.sub(" ", BREAK_BETWEEN_KANA.sub("", text)).strip()


@dataclass(frozen=True)
class Part:
    """A chapter with its number and what is said in it; `chapter` is None for what comes before the first."""

    number: int
    chapter: Chapter | None
    start: int
    end: int | None
    lines: list[TranscriptLine] = field(default_factory=list)
    is_done: bool = False

    @property
    def length(self) -> str:
        """「17分」「40秒」, or nothing where the end of the film is not known."""
        if self.end is None or self.end <= self.start:
            return ""
        seconds = self.end - self.start
        return f"{round(seconds / 60)}分" if seconds >= 60 else f"{seconds}秒"


def parts_of(
    chapters: Iterable[Chapter], lines: Iterable[TranscriptLine], seconds: int | None, played: list[Range]
) -> list[Part]:
    """The chapters in order, each with its lines; `seconds`: the length of the film; `played`: what the reader saw."""
    chapters = list(chapters)
    starts = [chapter.start_ms // 1000 for chapter in chapters]
    ends = [*starts[1:], seconds]
    parts = [Part(0, None, 0, starts[0] if starts else seconds)]
    for number, (chapter, start, end) in enumerate(zip(chapters, starts, ends, strict=False), start=1):
        is_done = end is not None and end > start and overlap(played, start, end) >= DONE_AT * (end - start)
        parts.append(Part(number, chapter, start, end, is_done=is_done))
    for line in lines:
        in_part = next(
            part for part in reversed(parts) if part.chapter is None or part.chapter.start_ms <= line.start_ms
        )
        in_part.lines.append(line)
    return parts


def as_text(video: Video, parts: Iterable[Part]) -> str:
    """A heading, then the lines with their times below their chapters."""
    written = [video.title, f"{video.place_label}（{video.fiscal_year}年度）"]
    if window := window_in_words(video):
        written.append(f"公開期間 {window}")
    for part in parts:
        if part.chapter:
            written += ["", f"{part.number}　{part.chapter.title}（{duration(part.start)}〜）"]
        elif part.lines:
            written.append("")
        written += [f"{duration(line.start_ms // 1000)}　{in_one_line(line.text)}" for line in part.lines]
    return "\r\n".join([*written, ""])
