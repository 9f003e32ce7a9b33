"""A stream's pieces: each asks for the right anew, and leads nowhere else."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from archive.enums import ConversionState
from archive.models import Conversion
from sessions.enrolment.models import Enrolment
from tests.factories.archive import make_video

pytestmark = pytest.mark.django_db
SEGMENT = bytes(range(256)) * 20
PIECES = ("master.m3u8", "720.m3u8", "720-init.mp4", "720-00000.m4s", "audio.m4a", "thumbnails.vtt", "sprite-01.jpg")


@pytest.fixture
def video():
    """A film with a stream that is ready."""
    video = make_video(available_until=parse_datetime("2021-12-29T00:00+09:00"))
    folder = f"streams/test-{video.pk}"
    for name in PIECES:
        default_storage.save(f"{folder}/{name}", ContentFile(SEGMENT))
    Conversion.objects.create(
        video=video,
        source=video.file.name,
        made_of=video.file.name,
        folder=folder,
        state=ConversionState.DONE,
        asked_at=timezone.now(),
    )
    yield video
    for name in PIECES:
        default_storage.delete(f"{folder}/{name}")


def address(video, name="720-00000.m4s") -> str:
    return f"/videos/{video.pk}/stream/{name}"


@pytest.mark.parametrize("name", PIECES)
def test_a_reader_gets_every_piece_and_nobody_between_keeps_it(client, cast, video, name):
    client.force_login(cast.coordinator)

    answer = client.get(address(video, name))

    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, SEGMENT)
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("master.m3u8", "application/vnd.apple.mpegurl"),
        ("720-00000.m4s", "video/iso.segment"),
        ("720-init.mp4", "video/mp4"),
        ("thumbnails.vtt", "text/vtt; charset=utf-8"),
        ("sprite-01.jpg", "image/jpeg"),
    ],
)
def test_a_piece_says_what_it_is(client, cast, video, name, kind):
    client.force_login(cast.coordinator)

    assert client.head(address(video, name))["Content-Type"] == kind


@pytest.mark.parametrize("name", PIECES)
@pytest.mark.parametrize("actor", ["anonymous", "staff", "other", "suspended"])
def test_every_piece_is_closed_to_who_may_not_watch(client, cast, video, actor, name):
    if actor != "anonymous":
        client.force_login(cast[actor])

    assert client.get(address(video, name)).status_code == 403


def test_a_window_that_ends_while_watching_ends_the_next_segment(client, cast, video, clock):
    clock.move_to("2021-12-28T23:59:59+09:00")
    client.force_login(cast.coordinator)
    before = client.get(address(video))

    clock.move_to("2021-12-29T00:00+09:00")

    assert (before.status_code, client.get(address(video)).status_code) == (200, 403)


def test_a_right_that_ends_while_watching_ends_the_next_segment(client, cast, video):
    client.force_login(cast.coordinator)
    before = client.get(address(video))

    Enrolment.objects.all().delete()

    assert (before.status_code, client.get(address(video)).status_code) == (200, 403)


def test_a_piece_comes_in_ranges_and_is_not_sent_twice(client, cast, video):
    client.force_login(cast.coordinator)
    part = client.get(address(video), headers={"range": "bytes=10-19"})
    again = client.get(address(video), headers={"if-none-match": part["ETag"]})
    stale = client.get(address(video), headers={"range": "bytes=10-19", "if-range": '"other"'})

    assert (part.status_code, b"".join(part.streaming_content)) == (206, SEGMENT[10:20])
    assert (again.status_code, stale.status_code) == (304, 200)
    assert client.head(address(video))["Content-Length"] == str(len(SEGMENT))


def test_captions_are_not_sent_twice(client, cast, video):
    client.force_login(cast.coordinator)
    first = client.get(address(video, "captions.vtt"))

    again = client.get(address(video, "captions.vtt"), headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code, again["Cache-Control"]) == (200, 304, "private, no-store")


@pytest.mark.parametrize(
    "name",
    ["../video.mp4", "..%2f..%2fsecret-key", "720-99999.m4s", "x.py", "720.m3u8/", ".m3u8", "720.M3U8"],
)
def test_no_name_leads_out_of_the_stream(client, cast, video, name):
    client.force_login(cast.coordinator)

    assert client.get(address(video, name)).status_code == 404


def test_a_stream_of_a_former_film_is_not_played(client, cast, video):
    video.file.save("newer.mp4", ContentFile(b"newer"), save=True)
    client.force_login(cast.coordinator)

    assert client.get(address(video)).status_code == 404


def test_nginx_is_told_which_file_to_send(client, cast, video, settings):
    settings.SEND_BY_NGINX = True
    client.force_login(cast.coordinator)

    answer = client.get(address(video))

    assert answer["X-Accel-Redirect"] == f"/stored/streams/test-{video.pk}/720-00000.m4s"
    assert (answer["Cache-Control"], answer["Content-Type"], answer.content) == (
        "private, no-store",
        "video/iso.segment",
        b"",
    )


def test_nginx_is_told_nothing_for_who_may_not_watch(client, cast, video, settings):
    settings.SEND_BY_NGINX = True

    answer = client.get(address(video))

    assert (answer.status_code, answer.headers.get("X-Accel-Redirect")) == (403, None)
