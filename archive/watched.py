"""Parts of a recording that were played, in seconds: 「0.0-24.5,30.0-61.2」 in an address, a form and the database."""

import re
from collections.abc import Iterable

Range = tuple[float, float]
MOST_RANGES = 2000
GAP = 1.0  # seconds: a player leaves such gaps where it seeks by itself
RANGE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)-(\d{1,6}(?:\.\d{1,3})?)\Z")


def parse(text: str) -> list[Range]:
    """Raises ValueError where it is something else."""
    parts = text.split(",") if text else []
    if len(parts) > MOST_RANGES:
        raise ValueError("more parts than a player has")
    return [_range(part) for part in parts]


def _range(part: str) -> Range:
    match = RANGE.match(part)
    if not match or float(match[1]) > float(match[2]):
        raise ValueError(f"no part of a recording: {part[:40]!r}")
    return float(match[1]), float(match[2])


def joined(ranges: Iterable[Range], *, within: float | None = None) -> list[Range]:
    """In order, each second once, none past the end."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        end = end if within is None else min(end, within)
        if start >= end:
            continue
        if found and start <= found[-1][1] + GAP:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def total(ranges: Iterable[Range]) -> float:
    """Seconds in them; they do not overlap."""
    return sum(end - start for start, end in ranges)


def overlap(ranges: Iterable[Range], start: float, end: float) -> float:
    """Seconds of the stretch from `start` to `end` that lie in `ranges`."""
    return sum(max(0.0, min(to, end) - max(first, start)) for first, to in ranges)


def write(ranges: Iterable[Range]) -> str:
    return ",".join(f"{start:.1f}-{end:.1f}" for start, end in ranges)
