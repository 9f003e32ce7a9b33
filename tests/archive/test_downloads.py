"""Who took what home: written down once, shown to the office and to oneself, forgotten in time."""

import csv
from io import StringIO

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from archive.actions.downloading import forget_downloads, record_download
from archive.actions.exporting import export_downloads
from archive.models import Download
from sessions.enums import Audience
from studygroup.tables.formats import FileFormat
from tests.factories.archive import make_material
from tests.factories.cms import enter

pytestmark = pytest.mark.django_db


def test_a_download_is_written_down_with_the_department_of_the_day(client, cast):
    material = make_material()
    client.force_login(cast.participant)

    client.get(material.get_absolute_url())

    found = Download.objects.get()
    assert (found.user, found.material, found.edition) == (cast.participant, material, None)
    assert (found.department.name, found.department_name) == ("環境課", "立川市 環境課")


def test_ranges_and_repeats_of_a_day_count_once(client, cast, clock):
    address = make_material().get_absolute_url()
    client.force_login(cast.participant)
    for asked in ("bytes=0-9", "bytes=10-19", "bytes=20-"):
        client.get(address, headers={"range": asked})
    client.get(address)

    assert Download.objects.count() == 1
    clock.move_to("2021-10-26T09:00+09:00")
    client.get(address)
    assert Download.objects.count() == 2


@pytest.mark.parametrize("headers", [{"range": "bytes=5-9"}, {"range": "bytes=9-5"}, {"if-none-match": "*"}])
def test_what_begins_no_download_counts_none(client, cast, headers):
    address = make_material().get_absolute_url()
    client.force_login(cast.participant)

    client.get(address, headers=headers)
    client.head(address)

    assert Download.objects.count() == 0


def test_what_is_refused_counts_none(client, cast):
    client.force_login(cast.staff)

    client.get(make_material(audience=Audience.ENROLLED_DEPARTMENT).get_absolute_url())

    assert Download.objects.count() == 0


def test_readers_who_are_not_signed_in_are_counted_without_a_person(client):
    address = make_material(audience=Audience.PUBLIC).get_absolute_url()
    for _ in range(2):
        client.get(address)

    assert list(Download.objects.values_list("user", "department", "department_name")) == [(None, None, "")] * 2


def test_what_is_older_than_promised_is_forgotten(cast, clock):
    material = make_material()
    record_download(thing=material, user=cast.participant)
    clock.move_to("2022-10-24T09:00+09:00")
    record_download(thing=material, user=cast.participant)

    clock.move_to("2022-10-25T10:00+09:00")

    assert (forget_downloads(), Download.objects.count()) == (1, 1)
    assert site_settings.RETENTION_DAYS["downloads"] == 365


def test_readers_see_what_is_held_of_them(client, cast):
    material = make_material()
    client.force_login(cast.participant)
    client.get(material.get_absolute_url())

    page = client.get("/my/privacy/").content.decode()

    assert "ダウンロードした資料" in page
    assert material.title in page


@pytest.fixture
def taken(cast):
    """A material that the participant took home, in a browser of their own."""
    material, browser = make_material(), Client()
    browser.force_login(cast.participant)
    browser.get(material.get_absolute_url())
    return material


@pytest.mark.parametrize("actor", ["secretariat", "organiser"])
def test_the_office_sees_who_took_what(client, settings, cast, taken, actor):
    enter(client, settings, cast[actor])

    page = client.get(reverse("downloads:index")).content.decode()

    told = (taken.title, cast.participant.name, "立川市 環境課", "現在の版")
    assert [words for words in told if words not in page] == []


@pytest.mark.parametrize("actor", ["advisor", "coordinator"])
def test_nobody_else_sees_it(client, settings, cast, actor):
    enter(client, settings, cast[actor])

    assert client.get(reverse("downloads:index")).status_code != 200
    with pytest.raises(PermissionDenied):
        export_downloads(file_format=FileFormat.UTF8, by=cast[actor])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_one_query_count(client, settings, cast, django_assert_max_num_queries, count):
    for _ in range(count):
        record_download(thing=make_material(), user=cast.participant)
    enter(client, settings, cast.secretariat)
    client.get(reverse("downloads:index"))

    with django_assert_max_num_queries(15):
        client.get(reverse("downloads:index"))


def test_the_export_says_its_columns_first_and_is_logged(client, settings, cast, taken):
    enter(client, settings, cast.secretariat)
    address = reverse("downloads:export")

    confirm = client.get(address).content.decode()
    file = client.post(address, {"file_format": "utf-8"})

    rows = list(csv.reader(StringIO(file.content.decode("utf-8-sig"))))
    assert "日時／資料・動画／開催回など／版／利用者／メールアドレス／当時の部署" in confirm
    assert rows[1][1:] == [
        taken.title,
        "緩和策分科会 第2回",
        "現在の版",
        cast.participant.name,
        cast.participant.email,
        "立川市 環境課",
    ]
    entry = ModelLogEntry.objects.get(action="archive.export")
    assert (entry.user, entry.data["rows"]) == (cast.secretariat, 1)
