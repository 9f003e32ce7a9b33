"""The queue of films: one at a time by each worker, none lost, none in the way of the others."""

import os
import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from archive.actions import conversions
from archive.actions.conversions import ask_conversion, convert_next, retry_conversion, tend_conversions
from archive.conversion.failures import NOT_READABLE, Failure
from archive.conversion.making import Made
from archive.conversion.program import HUNG
from archive.enums import ConversionState
from archive.files import LocalFile
from archive.models import Conversion, Video
from tests.factories import films
from tests.factories.archive import make_video

external = pytest.mark.external


@pytest.fixture
def scratch(settings, tmp_path):
    settings.CONVERSION_ROOT = tmp_path / "scratch"
    return settings.CONVERSION_ROOT


def video_of(path) -> Video:
    video = make_video(file=None)
    video.file.save("film.mp4", LocalFile(path), save=True)
    return video


@external
@pytest.mark.django_db
def test_a_bad_film_does_not_hold_up_the_next(tmp_path, scratch):
    bad, good = video_of(films.noise(tmp_path / "bad.mp4")), video_of(films.speaking(tmp_path / "good.mp4"))
    tend_conversions()

    done = [convert_next(), convert_next(), convert_next()]

    assert done == [True, True, False]
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.conversion.state, bad.conversion.reason, bool(bad.file)) == (ConversionState.FAILED, NOT_READABLE, True)
    assert (good.conversion.state, good.conversion.is_ready, good.seconds) == (ConversionState.DONE, True, 2)
    assert default_storage.exists(f"{good.conversion.folder}/master.m3u8")
    assert good.poster.name == f"{good.conversion.folder}/poster.jpg"
    assert list(scratch.iterdir()) == []


@external
@pytest.mark.django_db
def test_a_new_film_takes_the_place_of_the_former_stream(tmp_path, scratch):
    video = video_of(films.speaking(tmp_path / "a.mp4"))
    ask_conversion(video=video)
    convert_next()
    former = Conversion.objects.get(video=video).folder

    video.file.save("film.mp4", LocalFile(films.sound_alone(tmp_path / "b.mp4")), save=True)
    ask_conversion(video=video)
    waiting = Conversion.objects.get(video=video)
    convert_next()

    video = Video.objects.get(pk=video.pk)
    assert (waiting.state, waiting.is_ready) == (ConversionState.WAITING, False)
    assert (video.conversion.is_ready, video.conversion.is_sound_alone, video.poster.name) == (True, True, "")
    assert not default_storage.exists(f"{former}/master.m3u8")


@pytest.mark.django_db
def test_a_cover_of_the_offices_own_stays():
    video = make_video(poster="videos/own.jpg")
    row = ask_conversion(video=video)

    conversions._show(row, Made([360], 1000, True, True), "streams/x")

    assert Video.objects.get(pk=video.pk).poster.name == "videos/own.jpg"


@pytest.fixture
def failing(monkeypatch):
    """`failing(failure)`: the next conversions end so."""

    def fail_with(failure):
        def fail(*args, **kwargs):
            raise failure

        monkeypatch.setattr(conversions, "make", fail)

    return fail_with


@pytest.mark.django_db
def test_what_may_pass_is_tried_three_times_and_then_given_up_with_its_reason(scratch, failing):
    video = make_video()
    ask_conversion(video=video)
    failing(Failure(HUNG, detail="what it said", may_pass=True))

    states = []
    for _ in range(3):
        convert_next()
        states.append(Conversion.objects.get(video=video).state)

    row = Conversion.objects.get(video=video)
    assert states == [ConversionState.WAITING, ConversionState.WAITING, ConversionState.FAILED]
    assert (row.attempts, row.in_words, row.detail) == (3, f"失敗：{HUNG}", "what it said")


@pytest.mark.django_db
def test_what_nobody_foresaw_ends_one_conversion_and_not_the_worker(scratch, failing):
    ask_conversion(video=make_video())
    failing(OSError("the disk is gone"))

    assert convert_next()

    assert Conversion.objects.get().state == ConversionState.FAILED


@pytest.mark.django_db
def test_a_film_that_is_gone_is_said_to_be(scratch):
    video = make_video()
    ask_conversion(video=video)
    default_storage.delete(video.file.name)

    convert_next()

    assert Conversion.objects.get().reason == conversions.GONE


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("attempts", "minutes", "state"),
    [
        (1, 2, ConversionState.RUNNING),
        (1, 4, ConversionState.WAITING),
        (3, 4, ConversionState.FAILED),
    ],
)
def test_what_a_dead_worker_held_is_taken_up_again(attempts, minutes, state):
    row = ask_conversion(video=make_video())
    silent_since = timezone.now() - timedelta(minutes=minutes)
    Conversion.objects.update(
        state=ConversionState.RUNNING, attempts=attempts, started_at=silent_since, heartbeat_at=silent_since
    )

    tend_conversions()

    row.refresh_from_db()
    assert row.state == state


@pytest.mark.django_db
def test_an_attempt_that_was_taken_up_again_elsewhere_changes_nothing():
    row = ask_conversion(video=make_video())
    taken = conversions._take()
    Conversion.objects.filter(pk=row.pk).update(attempts=2)

    with pytest.raises(Failure):
        conversions._teller(taken)(50)
    conversions._end_failed(taken, Failure("x"))

    row.refresh_from_db()
    assert (row.state, row.percent) == (ConversionState.RUNNING, 0)


@pytest.mark.django_db
def test_only_so_many_are_converted_at_once(settings):
    settings.CONVERSIONS_AT_ONCE = 1
    for _ in range(2):
        ask_conversion(video=make_video())

    taken = [conversions._take(), conversions._take()]

    assert [bool(row) for row in taken] == [True, False]


@pytest.mark.django_db
def test_asking_twice_is_asking_once():
    video = make_video()

    rows = {ask_conversion(video=video).pk for _ in range(2)}

    assert (len(rows), Conversion.objects.count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ["anonymous", "coordinator", "advisor", "organiser"])
def test_trying_again_is_the_secretariats(cast, actor):
    with pytest.raises(PermissionDenied):
        retry_conversion(video=make_video(), by=cast[actor])


@pytest.mark.django_db
def test_the_office_tries_again(cast):
    video = make_video()
    ask_conversion(video=video)
    Conversion.objects.update(state=ConversionState.FAILED, reason="x", attempts=3)

    retry_conversion(video=video, by=cast.secretariat)

    row = Conversion.objects.get()
    assert (row.state, row.reason, row.attempts) == (ConversionState.WAITING, "", 0)


@pytest.mark.django_db
def test_the_stream_goes_with_its_video(django_capture_on_commit_callbacks):
    row = ask_conversion(video=make_video())
    default_storage.save("streams/gone/master.m3u8", ContentFile(b"#EXTM3U"))
    Conversion.objects.filter(pk=row.pk).update(folder="streams/gone")

    with django_capture_on_commit_callbacks(execute=True):
        Video.objects.get(pk=row.video_id).delete()

    assert not default_storage.exists("streams/gone")


@pytest.mark.django_db
def test_what_killed_workers_left_is_cleared(scratch):
    old, new = scratch / "old", scratch / "new"
    for folder in (old, new):
        folder.mkdir(parents=True)
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))

    conversions.clear_scratch()

    assert [folder.name for folder in scratch.iterdir()] == ["new"]
