"""Films by the real ffmpeg: what is made of a good one, and what is said of any other."""

import os
import re
import signal
import threading
import time

import pytest

from archive.conversion import program
from archive.conversion.failures import NOT_READABLE, Failure
from archive.conversion.making import Made, make
from archive.conversion.probing import probe
from archive.conversion.program import HUNG, TIMED_OUT, run
from archive.conversion.streams import heights_for
from tests.factories import films

external = pytest.mark.external
SLOW_SOURCE = ["-re", "-f", "lavfi", "-i", "testsrc=d=600", "-f", "null", "-"]
STILL_SOURCE = ["-f", "lavfi", "-i", "nullsrc=s=16x16:d=1,realtime=speed=0.0001", "-f", "null", "-"]


@pytest.mark.parametrize(
    ("short_side", "heights"),
    [
        (2160, [1080, 720, 360]),
        (1080, [1080, 720, 360]),
        (1000, [1000, 720, 360]),
        (800, [800, 360]),
        (720, [720, 360]),
        (480, [480, 360]),
        (361, [360]),
        (239, [238]),
        (0, []),
    ],
)
def test_no_size_is_larger_than_the_film(short_side, heights):
    assert heights_for(short_side) == heights


@external
def test_a_film_becomes_streams_sound_poster_and_small_pictures(tmp_path):
    film, folder, told = films.speaking(tmp_path / "a.mp4", "640x480", seconds=3), tmp_path / "made", []
    folder.mkdir()

    made = make(film, folder, on_progress=told.append)

    assert made == Made(heights=[480, 360], milliseconds=pytest.approx(3000, abs=100), has_sound=True, has_poster=True)
    assert sorted(path.name for path in folder.iterdir()) == [
        *("360-00000.m4s", "360-init.mp4", "360.m3u8", "480-00000.m4s", "480-init.mp4", "480.m3u8"),
        *("audio-00000.m4s", "audio-init.mp4", "audio.m3u8", "audio.m4a"),
        *("master.m3u8", "poster.jpg", "sprite-01.jpg", "thumbnails.vtt"),
    ]
    master = (folder / "master.m3u8").read_text()
    assert re.findall(r"RESOLUTION=(\w+)|^(\w+\.m3u8)", master, re.MULTILINE) == [
        *(("640x480", ""), ("", "480.m3u8"), ("480x360", ""), ("", "360.m3u8"), ("", "audio.m3u8"))
    ]
    assert "avc1." in master
    assert "mp4a." in master
    assert (folder / "thumbnails.vtt").read_text().count("sprite-01.jpg#xywh=") == 3
    assert (told[-1], told == sorted(told)) == (100, True)
    assert probe(folder / "audio.m4a").picture is None


@external
@pytest.mark.parametrize(
    ("film", "heights", "has_sound"),
    [
        (films.sound_alone, [], True),
        (films.uneven, [180], False),
        (films.hdr, [180], False),
        (films.turned, [180], False),
    ],
)
def test_odd_films_are_converted_too(tmp_path, film, heights, has_sound):
    folder = tmp_path / "made"
    folder.mkdir()

    made = make(film(tmp_path / "odd.mp4"), folder, on_progress=lambda percent: None)

    assert (made.heights, made.has_sound, made.has_poster) == (heights, has_sound, bool(heights))


@external
def test_a_film_turned_upright_stays_upright(tmp_path):
    folder = tmp_path / "made"
    folder.mkdir()

    make(films.turned(tmp_path / "turned.mp4"), folder, on_progress=lambda percent: None)

    assert "RESOLUTION=180x320" in (folder / "master.m3u8").read_text()


@external
@pytest.mark.parametrize(
    ("film", "reason"),
    [
        (films.noise, NOT_READABLE),
        (films.nothing, NOT_READABLE),
        (films.image, NOT_READABLE),
        (films.playlist, NOT_READABLE),
        (films.without_index, NOT_READABLE),
        (films.cut_off, r"動画が途中で切れています（6秒のうち\d秒まで）。"),
    ],
)
def test_what_is_no_whole_film_fails_with_a_reason(tmp_path, film, reason):
    folder = tmp_path / "made"
    folder.mkdir()

    with pytest.raises(Failure, match=reason) as failed:
        make(film(tmp_path / "bad.mp4"), folder, on_progress=lambda percent: None)

    assert not failed.value.may_pass


@external
def test_a_film_that_is_too_long_fails_before_it_is_converted(tmp_path, settings):
    settings.VIDEO_MAX_HOURS = 0

    with pytest.raises(Failure, match="長さが0時間を超えています"):
        make(films.speaking(tmp_path / "long.mp4"), tmp_path, on_progress=lambda percent: None)


@external
def test_a_program_that_takes_too_long_is_stopped():
    began = time.monotonic()

    with pytest.raises(Failure, match=TIMED_OUT):
        run(SLOW_SOURCE, seconds=3)

    assert time.monotonic() - began < 20


@external
def test_a_program_that_hangs_is_stopped_and_may_be_tried_again():
    with pytest.raises(Failure, match=HUNG) as failed:
        run(STILL_SOURCE, seconds=120, silence=3)

    assert failed.value.may_pass


@external
def test_a_program_that_is_killed_is_said_to_be_and_may_be_tried_again(monkeypatch):
    started = []
    monkeypatch.setattr(program.Watch, "_hear_progress", lambda watch, heard: started.append(watch.child.pid))

    def kill_when_it_runs():
        while not started:
            time.sleep(0.05)
        os.kill(started[0], signal.SIGKILL)

    killer = threading.Thread(target=kill_when_it_runs)
    killer.start()
    with pytest.raises(Failure, match="途中で止められました") as failed:
        run(SLOW_SOURCE, seconds=120)
    killer.join()

    assert failed.value.may_pass


@external
def test_memory_is_limited(monkeypatch):
    monkeypatch.setattr(program, "MEMORY", 64 * 1024**2)

    with pytest.raises(Failure):
        run(["-f", "lavfi", "-i", "testsrc=s=7680x4320:d=5", "-f", "null", "-"], seconds=60)


def test_without_ffmpeg_the_office_is_told_whom_to_ask(settings):
    settings.FFMPEG = "/nowhere/ffmpeg"

    with pytest.raises(Failure):
        run(["-version"], seconds=5)
