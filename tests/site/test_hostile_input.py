"""Hostile input is answered by a page of ours with a 4xx (or harmlessly), never by a 500."""

import pytest

from tests.factories.archive import make_material

TEN_TO_THE_THIRTY = 10**30
RTL = "\u202e"


@pytest.fixture
def client(client):
    client.raise_request_exception = True
    return client


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/news/%00/", 400),
        ("/?year=%00", 400),
        ("/materials/%00/x.pdf", 400),
        (f"/materials/{TEN_TO_THE_THIRTY}/x.pdf", 404),
        (f"/videos/{TEN_TO_THE_THIRTY}/", 404),
        (f"/videos/{TEN_TO_THE_THIRTY}/stream/video.mp4", 404),
        ("/materials/1/..%2f..%2fetc%2fpasswd", 404),
        ("/media/images/..%2f..%2fdb.sqlite3", 404),
        ("/media/images/%2e%2e/documents/secret.txt", 404),
        ("/media/materials/secret.pdf", 404),
        ("/videos/1/stream/..%2fvideo.mp4", 404),
        (f"/{RTL}gpj.exe/", 404),
        ("/calendar/none-2021-1.ics", 404),
        ("/calendar/mitigation-2021-3.ics", 404),
        ("/%ff%fe/", 404),
        ("/documents/1/x.pdf", 404),
        ("/wp-login.php", 404),
    ],
)
def test_a_hostile_address_gets_our_page(client, db, address, status):
    answer = client.get(address)

    assert (answer.status_code, "研究会" in answer.content.decode()) == (status, True)


@pytest.mark.parametrize("path", ["/calendar/", "/news/", "/materials/", "/videos/", "/subcommittees/mitigation/"])
@pytest.mark.parametrize(
    "value", ["abc", "-1", str(TEN_TO_THE_THIRTY), "2021-13-45", RTL, "' OR 1=1 --", "令和三年", ""]
)
def test_a_senseless_filter_is_harmless(client, db, path, value):
    names = ("year", "page", "kind", "series", "q")

    assert client.get(path, dict.fromkeys(names, value)).status_code in (200, 404)


def test_a_forged_host_is_refused(client, db):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_forged_host_is_refused_when_the_page_is_kept(client, db):
    client.get("/")

    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("value", ["bytes=abc", "bytes=5-1", "bytes=99999999-", "bytes=-", "bytes=--5", "bytes=0-1-2"])
def test_a_broken_range_is_refused(client, cast, value):
    material = make_material()
    client.force_login(cast.participant)

    assert client.get(material.get_absolute_url(), headers={"range": value}).status_code == 416
