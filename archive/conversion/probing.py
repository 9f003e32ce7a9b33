"""What is in a film, as ffmpeg reads it: the smaller binaries come without ffprobe."""

import re
from dataclasses import dataclass
from pathlib import Path

from archive.conversion.failures import NOT_READABLE, Failure
from archive.conversion.program import READ_SAFELY, run

SECONDS = 60
USUAL_RATE = FASTEST = 30.0
DURATION = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d)\.(\d\d)", re.MULTILINE)
STREAM = re.compile(r"^  Stream #0:(\d+).*?: (Video|Audio): (.*)$", re.MULTILINE)
SIZE = re.compile(r", (\d{1,5})x(\d{1,5})\b")
RATE = re.compile(r"([\d.]+) fps")
HDR = re.compile(r"smpte2084|arib-std-b67")


@dataclass(frozen=True)
class Film:
    """`picture` and `sound` are the numbers of their streams; `short_side` is in pixels, turned or not."""

    milliseconds: int
    picture: int | None
    sound: int | None
    short_side: int = 0
    rate: float = USUAL_RATE
    is_hdr: bool = False


def probe(path: Path) -> Film:
    """Reads the heading and decodes the first second. Raises Failure where it is no film of ours."""
    said = run([*READ_SAFELY, "-i", f"file:{path}", "-t", "1", "-map", "0:v?", "-map", "0:a?", "-f", "null", "-"],
               seconds=SECONDS)  # fmt: skip
    return film_from(said.partition("Stream mapping:")[0])


def film_from(said: str) -> Film:
    """What ffmpeg printed about its input. Covers of sound files are no picture. Raises Failure."""
    streams = [match for match in STREAM.finditer(said) if "(attached pic)" not in match[3]]
    picture = next((match for match in streams if match[2] == "Video" and SIZE.search(match[3])), None)
    sound = next((match for match in streams if match[2] == "Audio"), None)
    duration = DURATION.search(said)
    if not (picture or sound) or not duration:
        raise Failure(NOT_READABLE, detail=said)
    hours, minutes, seconds, hundredths = (int(number) for number in duration.groups())
    milliseconds = ((hours * 60 + minutes) * 60 + seconds) * 1000 + hundredths * 10
    numbers = {"picture": int(picture[1]) if picture else None, "sound": int(sound[1]) if sound else None}
    return Film(milliseconds, **numbers, **(_looks(picture[3]) if picture else {}))


def _looks(described: str) -> dict:
    width, height = (int(number) for number in SIZE.search(described).groups())
    rate = RATE.search(described)
    return {
        "short_side": min(width, height),
        "rate": min(float(rate[1]) or USUAL_RATE, FASTEST) if rate else USUAL_RATE,
        "is_hdr": bool(HDR.search(described)),
    }
