"""Files as RFC 9110 has them sent: whole, in ranges, or not at all to who has them already."""

import pytest
from django.core.files.base import ContentFile
from django.test import AsyncClient, Client
from django.urls import path
from django.utils.http import http_date

from archive.delivery import PIECE, send_file
from archive.files import suffix
from archive.models import Material
from sessions.enums import Audience
from tests.factories.archive import make_material, make_video

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 8
SIZE = len(CONTENT)


@pytest.fixture
def address(db):
    return make_material(file=CONTENT, audience=Audience.PUBLIC).get_absolute_url()


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_whole_file_comes_with_what_describes_it(client, address):
    response = client.get(address)

    assert (response.status_code, body(response)) == (200, CONTENT)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(SIZE)
    assert response["Accept-Ranges"] == "bytes"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == "inline; filename*=UTF-8''mitigation-2021-2-1.pdf"


def test_head_tells_the_size_and_sends_nothing(client, address):
    response = client.head(address)

    assert (response.status_code, response.content, response["Content-Length"]) == (200, b"", str(SIZE))


def test_head_knows_no_ranges(client, address):
    response = client.head(address, headers={"range": "bytes=0-9"})

    assert (response.status_code, response["Content-Length"]) == (200, str(SIZE))


def test_what_is_no_pdf_is_saved_and_not_shown(client, address):
    material = make_material(file=None, audience=Audience.PUBLIC)
    material.file.save("page.html", ContentFile(b"<p>"), save=True)

    disposition = client.get(material.get_absolute_url())["Content-Disposition"]

    assert disposition == "attachment; filename*=UTF-8''mitigation-2021-2-1.html"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=700-1300", 700, 1300),
        ("bytes=2000-", 2000, SIZE - 1),
        ("bytes=-48", SIZE - 48, SIZE - 1),
        ("bytes=-999999", 0, SIZE - 1),
        ("bytes=100-999999999999999999", 100, SIZE - 1),
        ("Bytes=5-9", 5, 9),
    ],
)
def test_a_range_comes_alone(client, address, asked, first, last):
    response = client.get(address, headers={"range": asked})

    assert (response.status_code, body(response)) == (206, CONTENT[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize(
    "asked", [f"bytes={SIZE}-", "bytes=9-5", "bytes=-0", "bytes=-", "bytes=abc", "bytes=1-2-3", f"bytes={'9' * 40}-"]
)
def test_a_range_that_is_none_is_refused_with_the_size(client, address, asked):
    response = client.get(address, headers={"range": asked})

    assert (response.status_code, response.content) == (416, b"")
    assert response["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize("asked", ["lines=1-2", "0-99", "bytes=0-1,5-9", ""])
def test_what_asks_for_no_single_range_of_bytes_gets_the_whole(client, address, asked):
    response = client.get(address, headers={"range": asked})

    assert (response.status_code, body(response)) == (200, CONTENT)


def test_an_empty_file_has_no_ranges(client):
    address = make_material(file=b"", audience=Audience.PUBLIC).get_absolute_url()

    assert (client.get(address).status_code, body(client.get(address))) == (200, b"")
    assert client.get(address, headers={"range": "bytes=0-"}).status_code == 416


def test_if_range_gives_the_part_beside_the_same_edition(client, address):
    whole = client.get(address)

    for validator in (whole["ETag"], whole["Last-Modified"]):
        response = client.get(address, headers={"range": "bytes=0-9", "if-range": validator})
        assert (response.status_code, body(response)) == (206, CONTENT[:10])


def test_if_range_gives_the_whole_beside_another_edition(client, address):
    whole = client.get(address)

    for validator in ('"another"', f"W/{whole['ETag']}", http_date(0), "nonsense"):
        response = client.get(address, headers={"range": "bytes=0-9", "if-range": validator})
        assert (response.status_code, body(response)) == (200, CONTENT)


def test_a_reader_who_has_it_is_told_so(client, address):
    whole = client.get(address)
    known = [
        {"if-none-match": whole["ETag"]},
        {"if-none-match": f'"other", W/{whole["ETag"]}'},
        {"if-none-match": "*"},
        {"if-modified-since": whole["Last-Modified"]},
    ]

    for headers in known:
        response = client.get(address, headers=headers)
        assert (response.status_code, response.content, response["ETag"]) == (304, b"", whole["ETag"])


def test_a_reader_who_has_another_edition_gets_this_one(client, address):
    whole = client.get(address)
    unknown = [
        {"if-none-match": '"other"'},
        {"if-none-match": '"other"', "if-modified-since": whole["Last-Modified"]},
        {"if-modified-since": http_date(0)},
        {"if-modified-since": "nonsense"},
    ]

    for headers in unknown:
        assert client.get(address, headers=headers).status_code == 200


def test_the_tag_rests_on_what_is_stored_alone(client, address, monkeypatch):
    """`hash()` of a text differs from process to process; two of them must agree."""
    monkeypatch.setattr("archive.delivery.hash", lambda _: 1, raising=False)
    first = client.head(address)["ETag"]
    monkeypatch.undo()

    assert client.head(address)["ETag"] == first


def test_a_new_edition_has_another_tag(client):
    material = make_material(file=CONTENT, audience=Audience.PUBLIC)
    before = client.head(material.get_absolute_url())["ETag"]
    material.file.save("again.pdf", ContentFile(CONTENT[::-1]), save=True)

    assert client.head(material.get_absolute_url())["ETag"] != before


@pytest.mark.parametrize(
    ("part", "kind"),
    [("video.mp4", "video/mp4"), ("captions.vtt", "text/vtt; charset=utf-8"), ("poster.jpg", "image/jpeg")],
)
def test_the_parts_of_a_video_say_what_they_are(client, part, kind):
    video = make_video(audience=Audience.PUBLIC)
    video.poster.save("poster.jpg", ContentFile(b"picture"), save=True)

    assert client.head(f"/videos/{video.pk}/stream/{part}")["Content-Type"] == kind


def test_a_part_that_is_not_there_is_not_found(client):
    video = make_video(audience=Audience.PUBLIC)

    assert client.get(f"/videos/{video.pk}/stream/poster.jpg").status_code == 404


def test_a_closed_file_answers_no_conditional_and_no_range(address):
    closed = make_material().get_absolute_url()

    for headers in ({"if-none-match": "*"}, {"range": "bytes=0-9"}):
        response = Client().get(closed, headers=headers)
        assert (response.status_code, "ETag" in response, "Content-Range" in response) == (403, False, False)


@pytest.fixture
def under_asgi(settings):
    """The site's handler with one route of our own in it: a file without rows, so that no database is asked."""
    settings.ROOT_URLCONF = __name__
    return AsyncClient()


LONG = bytes(range(256)) * (PIECE // 256) * 2 + b"end"


def send_long_file(request):
    material = Material()
    material.file.save("long.pdf", ContentFile(LONG), save=False)
    return send_file(request, material.file, filename="long.pdf")


urlpatterns = [path("long.pdf", send_long_file)]
LONG_FILE = "/long.pdf?whole=1"  # with a query the page cache stands aside, and with it the database


async def test_under_asgi_it_comes_in_pieces(under_asgi):
    response = await under_asgi.get(LONG_FILE)
    pieces = [piece async for piece in response.streaming_content]

    assert [len(piece) for piece in pieces] == [PIECE, PIECE, 3]
    assert b"".join(pieces) == LONG


async def test_under_asgi_a_range_comes_alone(under_asgi):
    response = await under_asgi.get(LONG_FILE, headers={"range": "bytes=700-1300"})

    assert response.status_code == 206
    assert b"".join([piece async for piece in response.streaming_content]) == LONG[700:1301]


async def test_under_asgi_a_reader_who_leaves_early_leaves_nothing_open(under_asgi):
    response = await under_asgi.get(LONG_FILE)
    pieces = aiter(response.streaming_content)

    assert len(await anext(pieces)) == PIECE
    await pieces.aclose()


def test_a_file_missing_from_the_store_is_not_found_and_told_to_the_log(client, caplog):
    material = make_material(audience=Audience.PUBLIC)
    material.file.storage.delete(material.file.name)

    response = client.get(material.get_absolute_url())

    assert response.status_code == 404
    assert [record.levelname for record in caplog.records if record.name == "archive.delivery"] == ["ERROR"]


def test_a_row_whose_file_is_missing_is_still_saved():
    material = make_material()
    size = material.size
    material.file.storage.delete(material.file.name)

    material.title = "別の題名"
    material.save()

    material = Material.objects.get(pk=material.pk)
    assert (material.title, material.size) == ("別の題名", size)


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("第1回.次第 最終版", ""),
        ("資料.PDF", ".pdf"),
        ("資料.tar.gz", ".gz"),
        ("資料", ""),
        ("資料.", ""),
        ("資料.verylongending", ""),
        ("資料.pdf\n", ""),
    ],
)
def test_an_ending_is_a_few_plain_letters(name, ending):
    assert suffix(name) == ending


@pytest.mark.parametrize(("stored", "told"), [("a.png", "image/png"), ("a.jpg", "image/jpeg")])
def test_a_poster_is_sent_as_what_it_is(client, stored, told):
    video = make_video(audience=Audience.PUBLIC)
    video.poster.save(stored, ContentFile(b"picture"))

    assert client.get(f"/videos/{video.pk}/stream/poster.jpg")["Content-Type"] == told


@pytest.mark.parametrize(
    ("stored", "disposition"), [("a.pdf", "inline"), ("a.html", "attachment"), ("a.csv", "attachment")]
)
def test_only_a_pdf_is_opened_in_the_browser(client, stored, disposition):
    material = make_material(audience=Audience.PUBLIC, file=None)
    material.file.save(stored, ContentFile(CONTENT))

    response = client.get(material.get_absolute_url())

    assert response["Content-Disposition"].partition(";")[0] == disposition
    assert response["X-Content-Type-Options"] == "nosniff"
