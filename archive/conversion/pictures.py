"""Small pictures of a film: one for its cover, and sheets of many for the seek bar, with their index."""

import math

from archive.captions.times import moment_in_words
from archive.conversion.probing import Film
from archive.conversion.streams import prepared

WIDTH, HEIGHT = 160, 90
ACROSS = DOWN = 10
A_SHEET = ACROSS * DOWN
POSTER = "poster.jpg"
SHEETS = "sprite-%02d.jpg"
INDEX = "thumbnails.vtt"
LONGEST_INTERVAL = 10
AS_IMAGES = ["-an", "-sn", "-f", "image2", "-fps_mode", "passthrough"]


def interval_of(film: Film) -> int:
    """Seconds from one picture to the next: a hundred for a short film, every ten seconds of a long one."""
    return min(LONGEST_INTERVAL, max(1, math.ceil(film.milliseconds / 1000 / A_SHEET)))


def sheet_arguments(film: Film, *, maps_tones: bool) -> list[str]:
    fitted = f"scale={WIDTH}:{HEIGHT}:force_original_aspect_ratio=decrease,pad={WIDTH}:{HEIGHT}:-1:-1"
    steps = [f"fps=1/{interval_of(film)}:start_time=0", *prepared(film, maps_tones=maps_tones), fitted]
    graph = ",".join([*steps, f"tile={ACROSS}x{DOWN}", "format=yuvj420p"])
    return ["-map", f"0:{film.picture}", "-vf", graph, "-q:v", "5", *AS_IMAGES, SHEETS]


def poster_arguments(film: Film, *, maps_tones: bool) -> list[str]:
    """Not the black of the beginning: the most telling of the frames that follow."""
    steps = [*prepared(film, maps_tones=maps_tones), "thumbnail=50", "scale=w='min(1280,iw)':h=-2", "format=yuvj420p"]
    return ["-map", f"0:{film.picture}", "-vf", ",".join(steps), "-frames:v", "1", "-q:v", "3", *AS_IMAGES,
            "-update", "1", POSTER]  # fmt: skip


def index_of(film: Film, *, sheets: int) -> str:
    """WebVTT: for each stretch of the film, which part of which sheet shows it."""
    interval = interval_of(film)
    count = min(math.ceil(film.milliseconds / 1000 / interval), sheets * A_SHEET)
    cues = []
    for number in range(count):
        sheet, place = divmod(number, A_SHEET)
        down, across = divmod(place, ACROSS)
        start, end = (moment_in_words(1000 * interval * step) for step in (number, number + 1))
        area = f"#xywh={across * WIDTH},{down * HEIGHT},{WIDTH},{HEIGHT}"
        cues.append(f"{start} --> {end}\n{SHEETS % (sheet + 1)}{area}\n")
    return "\n".join(["WEBVTT\n", *cues])
