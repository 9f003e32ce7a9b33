"""A film in pieces: begun, broken off, continued, looked into, and taken with its form."""

import base64
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.actions import film_uploads
from archive.actions.film_uploads import LARGEST_PIECE, WrongOffset, add_piece, begin_upload, forget_uploads
from archive.conversion.failures import NOT_READABLE
from archive.enums import ConversionState
from archive.models import Upload, Video
from sessions.models import StudySession
from tests.factories import films
from tests.factories.archive import CAPTIONS, FILM
from tests.factories.cms import enter

pytestmark = pytest.mark.django_db
AJAX = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture(autouse=True)
def _pieces_in_a_folder_of_their_own(settings, tmp_path):
    settings.UPLOAD_ROOT = tmp_path / "uploads"


def begin(client, content=FILM, name="記録.mp4", **headers):
    encoded = base64.b64encode(name.encode()).decode()
    given = {"upload-length": str(len(content)), "upload-metadata": f"filename {encoded}"}
    return client.post(reverse("video:upload"), headers=AJAX | given | headers)


def patch(client, address, offset, piece):
    kind = "application/offset+octet-stream"
    return client.patch(address, piece, content_type=kind, headers=AJAX | {"upload-offset": str(offset)})


def send(client, content=FILM, piece=2000) -> str:
    """The whole film; returns its address."""
    address = begin(client, content)["Location"]
    for offset in range(0, len(content), piece):
        answer = patch(client, address, offset, content[offset : offset + piece])
        assert answer.status_code == 204
    return address


def test_a_film_arrives_in_pieces(office):
    upload = Upload.objects.get(pk=send(office).split("/")[-2])

    assert (upload.path.read_bytes(), upload.is_whole, upload.is_checked) == (FILM, True, True)


def test_it_goes_on_where_the_line_broke(office):
    address = begin(office)["Location"]
    patch(office, address, 0, FILM[:1500])

    told = office.head(address)
    answer = patch(office, address, int(told["Upload-Offset"]), FILM[1500:])

    assert (told["Upload-Offset"], told["Upload-Length"]) == ("1500", str(len(FILM)))
    assert "no-store" in told["Cache-Control"]
    assert (answer.status_code, answer["Upload-Offset"]) == (204, str(len(FILM)))


@pytest.mark.parametrize("offset", [0, 1, 1499, 1501])
def test_a_piece_that_does_not_follow_is_sent_back_with_the_right_place(office, offset):
    address = begin(office)["Location"]
    patch(office, address, 0, FILM[:1500])

    answer = patch(office, address, offset, b"x" * 10)

    assert (answer.status_code, answer["Upload-Offset"]) == (409, "1500")


def test_what_arrived_before_the_line_broke_stays(cast):
    upload = begin_upload(name="a.mp4", size=len(FILM), by=cast.secretariat)

    def breaking():
        yield FILM[:1000]
        raise OSError("the line broke")

    with pytest.raises(OSError, match="broke"):
        add_piece(upload=upload, offset=0, pieces=breaking(), by=cast.secretariat)

    upload.refresh_from_db()
    assert (upload.received, upload.path.read_bytes()) == (1000, FILM[:1000])


def test_more_than_was_announced_is_refused(office):
    address = begin(office, FILM[:100])["Location"]

    answer = patch(office, address, 0, FILM)

    assert answer.status_code == 422
    assert "長いファイル" in answer.json()["error"]


def test_a_piece_has_a_largest_size(cast, monkeypatch):
    monkeypatch.setattr(film_uploads, "LARGEST_PIECE", 10)
    upload = begin_upload(name="a.mp4", size=100, by=cast.secretariat)

    with pytest.raises(film_uploads.ValidationError):
        add_piece(upload=upload, offset=0, pieces=[b"x" * 11], by=cast.secretariat)

    assert LARGEST_PIECE >= 8 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "size", "sentence"),
    [
        ("a.pdf", 10, "MP4の動画（名前の終わりが .mp4）を選んでください。"),
        ("", 10, "MP4の動画（名前の終わりが .mp4）を選んでください。"),
        ("a.mp4", 0, film_uploads.EMPTY),
        ("a.mp4", 5 * 1024**3, "大きすぎます（4GBまで）。"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_it_is_sent(office, name, size, sentence):
    answer = begin(office, name=name, **{"upload-length": str(size)})

    assert (answer.status_code, answer.json()["error"]) == (422, sentence)
    assert not Upload.objects.exists()


@pytest.mark.external
@pytest.mark.parametrize("film", [films.noise, films.image, films.playlist])
def test_what_is_no_film_inside_is_refused_and_nothing_is_kept(office, tmp_path, settings, film):
    content = film(tmp_path / "bad.mp4").read_bytes()
    address = begin(office, content)["Location"]

    answer = patch(office, address, 0, content)

    assert (answer.status_code, answer.json()["error"]) == (422, NOT_READABLE)
    assert (Upload.objects.exists(), list(settings.UPLOAD_ROOT.iterdir())) == (False, [])


def video_form(**changes) -> dict:
    session = StudySession.objects.get(code="mitigation-2021-2")
    return {
        "title": "記録",
        "kind": "recording",
        "order": "1",
        "audience": "staff",
        "study_session": session.pk,
        "series": "",
        "programme": "",
        "fiscal_year": "",
        **changes,
    }


def test_the_form_takes_the_film_and_its_conversion_is_asked_for(office, settings):
    uid = send(office).split("/")[-2]

    answer = office.post(reverse("video:add"), video_form(upload=uid))

    video = Video.objects.get(title="記録")
    with video.file.open("rb") as film:
        assert film.read() == FILM
    assert (answer.status_code, video.size) == (302, len(FILM))
    assert (video.conversion.state, video.conversion.source) == (ConversionState.WAITING, video.file.name)
    assert (Upload.objects.exists(), list(settings.UPLOAD_ROOT.iterdir())) == (False, [])


def test_a_mistake_elsewhere_in_the_form_keeps_the_film(office):
    uid = send(office).split("/")[-2]

    answer = office.post(reverse("video:add"), video_form(upload=uid, title=""))

    page = answer.content.decode()
    assert re.search(rf'name="upload" value="{uid}"', page)
    assert Upload.objects.filter(pk=uid).exists()


def test_half_a_film_is_not_taken(office):
    address = begin(office)["Location"]
    patch(office, address, 0, FILM[:100])

    answer = office.post(reverse("video:add"), video_form(upload=address.split("/")[-2]))

    assert "送信が終わっていません" in answer.context["form"].errors["upload"][0]


def test_the_plain_field_works_without_javascript(office):
    files = {"file": SimpleUploadedFile("a.mp4", FILM), "captions": SimpleUploadedFile("a.vtt", CAPTIONS)}

    office.post(reverse("video:add"), video_form(announced_on="2021-10-25", **files))

    video = Video.objects.get(title="記録")
    assert (video.size, [line.text for line in video.lines.all()]) == (len(FILM), ["こんにちは。"])


@pytest.mark.external
def test_the_plain_field_looks_inside_too(office, tmp_path):
    content = films.noise(tmp_path / "bad.mp4").read_bytes()

    answer = office.post(reverse("video:add"), video_form(file=SimpleUploadedFile("a.mp4", content)))

    assert answer.context["form"].errors == {"file": [NOT_READABLE]}


@pytest.mark.parametrize("actor", ["coordinator", "advisor", "organiser"])
def test_uploading_is_the_secretariats(client, settings, cast, actor):
    enter(client, settings, cast[actor])

    assert begin(client).status_code in (302, 403)
    assert not Upload.objects.exists()


def test_nobody_goes_on_with_anothers_film(office, cast):
    upload = begin_upload(name="a.mp4", size=len(FILM), by=cast.secretariat)
    Upload.objects.filter(pk=upload.pk).update(owner=cast.organiser)
    address = reverse("video:upload-pieces", args=[upload.pk])

    answers = [office.head(address).status_code, patch(office, address, 0, FILM).status_code]

    assert answers == [404, 404]
    assert "送信が終わっていません" in str(
        office.post(reverse("video:add"), video_form(upload=upload.pk)).context["form"].errors
    )


def test_a_film_can_be_taken_back(office, settings):
    address = begin(office)["Location"]

    assert office.delete(address, headers=AJAX).status_code == 204
    assert (Upload.objects.exists(), list(settings.UPLOAD_ROOT.iterdir())) == (False, [])


def test_two_screens_do_not_write_one_film(cast):
    upload = begin_upload(name="a.mp4", size=len(FILM), by=cast.secretariat)
    add_piece(upload=upload, offset=0, pieces=[FILM[:10]], by=cast.secretariat)

    with pytest.raises(WrongOffset):
        add_piece(upload=upload, offset=0, pieces=[FILM[:10]], by=cast.secretariat)


def test_what_nobody_went_on_with_is_forgotten_after_two_days(cast, clock, settings):
    begun = begin_upload(name="old.mp4", size=10, by=cast.secretariat)
    clock.present += timedelta(hours=47)
    newer = begin_upload(name="new.mp4", size=10, by=cast.secretariat)
    clock.present += timedelta(hours=2)

    forgotten = forget_uploads()

    assert (forgotten, [upload.name for upload in Upload.objects.all()]) == (1, ["new.mp4"])
    assert (begun.path.exists(), newer.path.exists()) == (False, True)
