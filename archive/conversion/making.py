"""A film into a folder: streams, sound, sheets of small pictures, a poster."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from archive.conversion import pictures
from archive.conversion.failures import Failure
from archive.conversion.probing import Film, probe
from archive.conversion.program import READ_SAFELY, THREADS, can_map_tones, ffmpeg, run
from archive.conversion.streams import heights_for, stream_arguments

SILENCE_SECONDS = 120
FIXED_SECONDS = 600
SECONDS_A_SECOND = 8  # how much slower than the film the slowest machine we know converts
STREAMS_PART = 0.9  # of the work; the pictures are the rest
WHOLE_ENOUGH = 0.95
ROUNDING_MS = 1500


@dataclass(frozen=True)
class Made:
    heights: list[int]
    milliseconds: int
    has_sound: bool
    has_poster: bool


def make(path: Path, folder: Path, *, on_progress: Callable[[int], None]) -> Made:
    """Fill `folder` from the film at `path`; `on_progress` hears the per cent done. Raises Failure."""
    film = probe(path)
    longest = settings.VIDEO_MAX_HOURS
    if film.milliseconds > longest * 3_600_000:
        raise Failure(f"長さが{longest}時間を超えています。分けてアップロードしてください。")
    maps_tones = can_map_tones(ffmpeg())
    done = _convert(path, folder, film, stream_arguments(film, maps_tones=maps_tones), on_progress, STREAMS_PART)
    if done < film.milliseconds * WHOLE_ENOUGH - ROUNDING_MS:
        raise Failure(f"動画が途中で切れています（{film.milliseconds // 1000}秒のうち{done // 1000}秒まで）。")
    if film.picture is not None:
        _make_pictures(path, folder, film, maps_tones=maps_tones)
    on_progress(100)
    return Made(
        heights=heights_for(film.short_side),
        milliseconds=film.milliseconds,
        has_sound=film.sound is not None,
        has_poster=(folder / pictures.POSTER).exists(),
    )


def _convert(path: Path, folder: Path, film: Film, arguments, on_progress=lambda percent: None, part=1.0) -> int:
    """Run one reading of the film; returns how many milliseconds of it came out."""
    reached = 0

    def heard(milliseconds: int) -> None:
        nonlocal reached
        reached = milliseconds
        on_progress(min(99, int(100 * part * milliseconds / max(1, film.milliseconds))))

    source = [*READ_SAFELY, "-threads", str(THREADS), "-i", f"file:{path}"]
    run(
        ["-loglevel", "error", "-y", "-filter_complex_threads", "1", *source, "-threads", str(THREADS), *arguments],
        folder=folder,
        seconds=FIXED_SECONDS + SECONDS_A_SECOND * film.milliseconds / 1000,
        silence=SILENCE_SECONDS,
        on_progress=heard,
    )
    return reached


def _make_pictures(path: Path, folder: Path, film: Film, *, maps_tones: bool) -> None:
    _convert(path, folder, film, pictures.sheet_arguments(film, maps_tones=maps_tones))
    sheets = len(list(folder.glob("sprite-*.jpg")))
    (folder / pictures.INDEX).write_text(pictures.index_of(film, sheets=sheets), "utf-8")
    _convert(path, folder, film, pictures.poster_arguments(film, maps_tones=maps_tones))
