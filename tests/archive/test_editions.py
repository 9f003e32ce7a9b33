"""Files that take the place of others: one address, every edition still there, readers told."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.actions.downloading import record_download
from archive.actions.replacing import replace_file, tell_of_replacement
from archive.models import Download, Edition, Material
from archive.rules import is_letter_due
from sessions.enums import Audience
from studygroup.notices.actions import choose_channels
from studygroup.notices.enums import Channel
from studygroup.notices.models import Notice, OutboxLetter
from tests.factories.archive import make_material
from tests.factories.cms import enter
from tests.factories.files import pdf

pytestmark = pytest.mark.django_db
NEW = pdf("second edition", "page two")


def replaced(material, by, *, note="") -> Edition:
    return replace_file(material=material, file=SimpleUploadedFile("new.pdf", NEW), note=note, by=by)


def stored(material) -> bytes:
    with material.file.storage.open(material.file.name) as stream:
        return stream.read()


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def form_of(material, **changes) -> dict:
    return {
        "title": material.title,
        "study_session": str(material.study_session_id),
        "series": "",
        "programme": "",
        "fiscal_year": "",
        "kind": material.kind,
        "order": str(material.order),
        "audience": material.audience,
        "announced_on": "2021-10-22",
        **changes,
    }


def test_the_new_file_has_the_address_and_the_former_one_of_its_own(client, cast):
    material = make_material(audience=Audience.PUBLIC)
    former = stored(material)

    edition = replaced(material, cast.secretariat, note="2ページ目を追加")

    material.refresh_from_db()
    assert (body(client.get(material.get_absolute_url())), body(client.get(edition.get_absolute_url()))) == (
        NEW,
        former,
    )
    assert (edition.dated, edition.size, edition.note) == (date(2021, 10, 22), len(former), "2ページ目を追加")
    assert (material.edition, material.size, edition.by) == (date(2021, 10, 25), len(NEW), cast.secretariat)


def test_the_cms_replaces_through_the_action(client, settings, cast):
    material = make_material()
    enter(client, settings, cast.secretariat)
    upload = SimpleUploadedFile("第2版.pdf", NEW)

    client.post(reverse("material:edit", args=[material.pk]), form_of(material, file=upload, note="数値の訂正"))

    assert [(edition.note, edition.by) for edition in material.editions.all()] == [("数値の訂正", cast.secretariat)]
    assert stored(Material.objects.get(pk=material.pk)) == NEW


def test_saving_without_a_new_file_makes_no_edition(client, settings, cast):
    material = make_material()
    enter(client, settings, cast.secretariat)

    answer = client.post(reverse("material:edit", args=[material.pk]), form_of(material, title="直した題名"))

    assert (answer.status_code, Edition.objects.count()) == (302, 0)
    assert Material.objects.get(pk=material.pk).title == "直した題名"


def test_only_the_secretariat_replaces(cast):
    material = make_material()

    with pytest.raises(PermissionDenied):
        replaced(material, cast.coordinator)

    assert Edition.objects.count() == 0


def test_an_edition_is_as_closed_as_its_material(client, cast):
    edition = replaced(make_material(audience=Audience.ENROLLED_DEPARTMENT), cast.secretariat)

    assert client.get(edition.get_absolute_url()).status_code == 403
    client.force_login(cast.participant)
    assert client.get(edition.get_absolute_url()).status_code == 200


def test_an_edition_is_not_found_below_another_material(client, cast):
    edition = replaced(make_material(audience=Audience.PUBLIC), cast.secretariat)
    other = make_material(audience=Audience.PUBLIC)

    address = reverse("archive:edition-file", args=[other.pk, edition.pk, edition.filename])

    assert client.get(address).status_code == 404


def test_pages_say_that_it_was_replaced_and_lead_to_the_former_edition(client, cast):
    material = make_material(audience=Audience.PUBLIC)
    edition = replaced(material, cast.secretariat, note="数値の訂正")

    shelf = client.get("/materials/").content.decode()
    page = client.get(material.page_url).content.decode()

    assert "差し替え 10月25日" in shelf
    assert f'{material.page_url}#editions">旧版を見る' in shelf
    assert edition.get_absolute_url() in page
    assert "数値の訂正" in page


@pytest.mark.parametrize(("takes_it_again", "is_told"), [(False, True), (True, False)])
def test_who_has_a_former_edition_reads_that_it_changed(client, cast, takes_it_again, is_told):
    material = make_material()
    client.force_login(cast.participant)
    client.get(material.get_absolute_url())
    replaced(material, cast.secretariat)
    if takes_it_again:
        client.get(Material.objects.get(pk=material.pk).get_absolute_url())

    pages = [client.get(address).content.decode() for address in ("/materials/", material.page_url)]

    assert ["ダウンロード後に変わりました" in page for page in pages] == [is_told, is_told]


def test_who_never_took_it_does_not_read_that_it_changed(client, cast):
    material = make_material()
    replaced(material, cast.secretariat)
    client.force_login(cast.participant)

    assert "ダウンロード後に変わりました" not in client.get("/materials/").content.decode()


def test_readers_who_have_it_are_told_once_and_only_those_who_may_open_it(cast):
    material = make_material(audience=Audience.ENROLLED_DEPARTMENT)
    for reader in (cast.participant, cast.coordinator, cast.suspended, cast.staff):
        record_download(thing=material, user=reader)
    edition = replaced(material, cast.secretariat, note="数値の訂正")

    for _ in range(2):
        tell_of_replacement(edition=edition)

    letters = OutboxLetter.objects.filter(kind="material_replaced")
    assert {letter.to_user for letter in letters} == {cast.participant, cast.coordinator}
    assert letters.count() == Notice.objects.filter(kind="material_replaced").count() == 2
    assert f"http://localhost:8000{material.page_url}" in letters[0].body.splitlines()
    assert "数値の訂正" in letters[0].body


def test_who_took_the_new_file_meanwhile_is_not_told(cast):
    material = make_material()
    record_download(thing=material, user=cast.participant)
    edition = replaced(material, cast.secretariat)
    record_download(thing=Material.objects.get(pk=material.pk), user=cast.participant)

    assert tell_of_replacement(edition=edition) == 0


def test_each_replacement_is_told_of_once(cast):
    material = make_material()
    record_download(thing=material, user=cast.participant)
    for _ in range(2):
        tell_of_replacement(edition=replaced(material, cast.secretariat))

    assert OutboxLetter.objects.filter(kind="material_replaced").count() == 2


def test_a_reader_may_choose_to_be_told_on_the_site_alone(cast):
    material = make_material()
    choose_channels(channels={"material_replaced": Channel.SITE}, by=cast.participant)
    record_download(thing=material, user=cast.participant)

    tell_of_replacement(edition=replaced(material, cast.secretariat))

    kinds = {"kind": "material_replaced"}
    assert (OutboxLetter.objects.filter(**kinds).count(), Notice.objects.filter(**kinds).count()) == (0, 1)


def test_the_letter_is_not_due_once_the_material_is_closed(cast):
    material = make_material(audience=Audience.STAFF)

    assert is_letter_due("material_replaced", cast.participant, material)
    material.announced_on = None
    assert not is_letter_due("material_replaced", cast.participant, material)


def test_downloads_stay_with_the_edition_that_was_taken(cast):
    material = make_material()
    record_download(thing=material, user=cast.participant)
    first = replaced(material, cast.secretariat)
    record_download(thing=Material.objects.get(pk=material.pk), user=cast.participant)
    second = replaced(material, cast.secretariat)

    assert list(Download.objects.order_by("pk").values_list("edition", flat=True)) == [first.pk, second.pk]


def test_the_editor_offers_the_reason_only_where_there_is_a_file_to_replace(client, settings, cast):
    material = make_material()
    enter(client, settings, cast.secretariat)

    found = [
        bool(re.search(r'name="note"', client.get(address).content.decode()))
        for address in (reverse("material:edit", args=[material.pk]), reverse("material:add"))
    ]

    assert found == [True, False]
