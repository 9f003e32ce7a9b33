"""The ZIP of a session: exactly what the reader may open now, made by the worker, and removed."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from archive.actions.bundling import bundles_to_make, make_bundle, remove_old_bundles
from archive.models import Bundle, Download
from sessions.enums import Audience
from tests.factories.archive import PDF, make_material

pytestmark = pytest.mark.django_db
ADDRESS = "/materials/mitigation-2021-2.zip"


@pytest.fixture
def materials(db):
    return [
        make_material(title="次第", order=1, audience=Audience.PUBLIC),
        make_material(title='手引き: "案"/改', order=2, audience=Audience.ENROLLED_DEPARTMENT),
        make_material(title="公開前", order=3, announced_on=None),
    ]


def made(client) -> ZipFile:
    """Asked for, made by the worker, and sent."""
    client.get(ADDRESS)
    for key in bundles_to_make(now=timezone.now()):
        make_bundle(key=key)
    return ZipFile(BytesIO(b"".join(client.get(ADDRESS).streaming_content)))


@pytest.mark.parametrize(
    ("actor", "names"),
    [
        ("anonymous", ["資料1 次第.pdf"]),
        ("staff", ["資料1 次第.pdf"]),
        ("participant", ["資料1 次第.pdf", "資料2 手引き_ _案__改.pdf"]),
        ("secretariat", ["資料1 次第.pdf", "資料2 手引き_ _案__改.pdf", "資料3 公開前.pdf"]),
    ],
)
def test_it_holds_exactly_what_the_reader_may_open(client, settings, cast, materials, actor, names):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("SecondFactorMiddleware")]
    if actor != "anonymous":
        client.force_login(cast[actor])

    bundle = made(client)

    assert bundle.namelist() == names
    assert {bundle.read(name) for name in names} == {PDF}
    assert all(entry.flag_bits & 0x800 for entry in bundle.infolist())  # names in UTF-8: Windows reads them


def test_while_it_is_made_the_page_says_so(client, materials):
    page = client.get(ADDRESS)

    assert (page.status_code, "作成しています" in page.content.decode()) == (202, True)
    assert "no-store" in page["Cache-Control"]
    assert f'href="{ADDRESS}"' in page.content.decode()


def test_readers_with_the_same_rights_share_one(client, cast, materials):
    for actor in ("participant", "coordinator"):
        client.force_login(cast[actor])
        client.get(ADDRESS)

    assert Bundle.objects.count() == 1


def test_access_is_asked_again_when_it_is_sent(client, cast, materials):
    client.force_login(cast.participant)
    made(client)
    materials[1].announced_on = None
    materials[1].save()

    assert client.get(ADDRESS).status_code == 202  # of the smaller set, which is yet to be made
    assert made(client).namelist() == ["資料1 次第.pdf"]


def test_two_that_are_called_alike_keep_apart(client, materials):
    make_material(title="次第", order=1, audience=Audience.PUBLIC)

    assert made(client).namelist() == ["資料1 次第.pdf", "資料1 次第（2）.pdf"]


def test_each_material_in_it_counts_as_downloaded(client, cast, materials):
    client.force_login(cast.participant)

    made(client)

    assert set(Download.objects.values_list("user", "material")) == {
        (cast.participant.pk, material.pk) for material in materials[:2]
    }


def test_who_may_open_nothing_reads_why(client, cast):
    make_material(audience=Audience.ENROLLED_DEPARTMENT)

    page = client.get(ADDRESS)

    assert (page.status_code, "参加登録した部署の方が見られます" in page.content.decode()) == (403, True)
    assert Bundle.objects.count() == 0


@pytest.mark.parametrize("address", [ADDRESS, "/materials/none-2021-1.zip"])
def test_where_nothing_is_announced_there_is_none(client, address):
    make_material(announced_on=None)

    assert client.get(address).status_code == 404


def test_a_missing_file_is_said_and_tried_again_later(client, materials, clock):
    materials[0].file.storage.delete(materials[0].file.name)
    client.get(ADDRESS)
    make_bundle(key=Bundle.objects.get().pk)
    assert "資料のファイルの一部が見つからない" in client.get(ADDRESS).content.decode()

    clock.move_to("2021-10-25T09:11+09:00")

    assert "作成しています" in client.get(ADDRESS).content.decode()


def test_what_nobody_asks_for_is_removed_with_its_file(client, materials, clock, django_capture_on_commit_callbacks):
    made(client)
    file = Bundle.objects.get().file
    clock.move_to("2021-11-02T09:00+09:00")

    with django_capture_on_commit_callbacks(execute=True):
        removed = remove_old_bundles()

    assert (removed, Bundle.objects.count(), file.storage.exists(file.name)) == (1, 0, False)


def test_the_page_of_the_session_offers_it_with_its_size(client, cast, materials):
    client.force_login(cast.participant)

    page = client.get("/subcommittees/mitigation/2021-2/").content.decode()

    assert "第2回をまとめて保存（ZIP 1KB）" in page
