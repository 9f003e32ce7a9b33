"""Showing where the words stand, in the text as it was written."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from archive.search.folding import fold
from archive.search.models import Wording

BEFORE, WHOLE = 40, 140  # characters shown before the first word of a passage, and in all
PASSAGES_OF_THING = 3


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool


@dataclass(frozen=True)
class Passage:
    """Some words around what was found; `label` and `fragment` of the page or line in which it stands."""

    pieces: list[Piece]
    label: str = ""
    fragment: str = ""

    @property
    def is_moment(self) -> bool:
        """Whether it is a moment of a recording."""
        return self.fragment.startswith("t=")


def mark(text: str, patterns: list[str]) -> list[Piece]:
    """`text` in pieces, what `patterns` (atoms) stand for marked."""
    return _pieces(text, 0, len(text), _spans(text, patterns))


def passages(wordings: list[Wording], patterns: list[str]) -> list[Passage]:
    """Where in `wordings` of one thing the words stand: one passage for each page or line, the first few."""
    found: list[Passage] = []
    for wording in wordings:
        found += _passages_of(wording, patterns, PASSAGES_OF_THING - len(found))
    if not found and wordings:
        first = next((wording for wording in wordings if wording.text), wordings[0])
        found = [_passage(first, 0, [])] if first.text else []
    return found


def _passages_of(wording: Wording, patterns: list[str], most: int) -> list[Passage]:
    spans = _spans(wording.text, patterns)
    offsets = [offset for offset, _, _ in wording.marks]
    chosen: dict[int, int] = {}
    shown_until = 0
    for start, _ in spans:
        part = bisect_right(offsets, start)
        if len(chosen) < most and part not in chosen and start >= shown_until:
            chosen[part] = start
            shown_until = start + WHOLE - BEFORE
    return [_passage(wording, start, spans) for start in chosen.values()]


def _passage(wording: Wording, start: int, spans: list[tuple[int, int]]) -> Passage:
    text = wording.text
    begin = max(0, start - BEFORE)
    end = min(len(text), begin + WHOLE)
    pieces = _pieces(text, begin, end, spans)
    if begin:
        pieces = [Piece("…", False), *pieces]
    if end < len(text):
        pieces = [*pieces, Piece("…", False)]
    part = bisect_right([offset for offset, _, _ in wording.marks], start) - 1
    _, label, fragment = wording.marks[part] if part >= 0 else (0, "", "")
    return Passage(pieces, label, fragment)


def _spans(text: str, patterns: list[str]) -> list[tuple[int, int]]:
    """Where the patterns stand, in order, what overlaps as one."""
    folded = fold(text)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for pattern in patterns for span in folded.spans(pattern)):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _pieces(text: str, begin: int, end: int, spans: list[tuple[int, int]]) -> list[Piece]:
    """`text[begin:end]`, cut where a span begins and ends."""
    within = [(max(start, begin), min(stop, end)) for start, stop in spans if start < end and stop > begin]
    cuts = sorted({begin, end, *(cut for span in within for cut in span)})
    starts = {start for start, _ in within}
    return [Piece(text[first:last], first in starts) for first, last in pairwise(cuts)]
