"""Finding videos by what they are called and by what is said in them."""

from collections import defaultdict
from dataclasses import dataclass

from archive.models import TranscriptLine, Video
from archive.transcripts import in_one_line
from studygroup.folding import fold

SHOWN = 3
LONGEST = 60
BETWEEN = "\u241e"  # no folding changes or meets it


@dataclass(frozen=True)
class Saying:
    """A moment (in seconds) at which a word is said, and the line in which it stands."""

    second: int
    text: str


def find(question: str, videos: list[Video]) -> list[Video]:
    """Those of `videos` (each with its `.access`) that hold every word of `question`, in their order.

    Each found one carries `sayings` (the first few) and `said` (how many lines). What is closed to the reader is found
    by what its card shows, and by nothing else of it.
    """
    words = [folded for word in question.split() if (folded := fold(word))]
    spoken = _spoken([video for video in videos if video.access])
    found = []
    for video in videos:
        lines = spoken[video.pk]
        hits = [place for place, (_, _, line) in enumerate(lines) if any(word in line for word in words)]
        text = BETWEEN.join([_told(video), *(lines[place][2] for place in hits)])
        if all(word in text for word in words):
            video.said = len(hits)
            video.sayings = [Saying(lines[place][0] // 1000, _short(lines[place][1])) for place in hits[:SHOWN]]
            found.append(video)
    return found


def _told(video: Video) -> str:
    """What is written of it where this reader sees it, folded."""
    texts = [video.title, video.place_label]
    if video.access:
        texts += [video.speaker, video.description]
    return fold(BETWEEN.join(texts))


def _spoken(videos: list[Video]) -> dict[int, list[tuple[int, str, str]]]:
    """By video: (milliseconds, line, line folded). Folded in one piece: that costs a tenth of line by line."""
    rows = TranscriptLine.objects.filter(video__in=videos).order_by("video", "number")
    rows = list(rows.values_list("video", "start_ms", "text"))
    folded = fold(BETWEEN.join(text for _, _, text in rows)).split(BETWEEN)
    lines = defaultdict(list)
    for (video, start_ms, text), line in zip(rows, folded, strict=False):
        lines[video].append((start_ms, text, line))
    return lines


def _short(text: str) -> str:
    line = in_one_line(text)
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
