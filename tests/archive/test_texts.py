"""What stands in a file: page by page, within limits, and read again when the file is replaced."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from archive import texts
from archive.actions.reading import materials_to_read, read_material
from archive.actions.replacing import replace_file
from archive.enums import Reading
from archive.models import Material, MaterialPage
from sessions.enums import Audience
from tests.factories.archive import make_material
from tests.factories.files import docx, pdf, pptx, xlsx

pytestmark = pytest.mark.django_db


def stored(name: str, content: bytes, **values) -> Material:
    material = make_material(file=None, **values)
    material.file.save(name, ContentFile(content), save=True)
    return material


def read(material) -> list[tuple[int, str, str]]:
    read_material(key=material.pk)
    return [(page.number, page.label, page.text.strip()) for page in material.texts.all()]


@pytest.mark.parametrize(
    ("name", "content", "pages"),
    [
        ("a.pdf", pdf("first words", "second words"), [(1, "p.1", "first words"), (2, "p.2", "second words")]),
        ("a.docx", docx("目的", "対象"), [(1, "p.1", "目的"), (2, "p.2", "対象")]),
        ("a.docx", docx("一枚だけ"), [(1, "本文", "一枚だけ")]),
        ("a.pptx", pptx("はじめに", "まとめ"), [(1, "スライド1", "はじめに"), (2, "スライド2", "まとめ")]),
        (
            "a.xlsx",
            xlsx(人口=[["自治体", "人口"], ["立川市", 18]], 予算=[[None, "千円"]]),
            [(1, "人口", "自治体 人口\n立川市 18"), (2, "予算", "千円")],
        ),
    ],
)
def test_each_kind_is_read_by_page_slide_or_sheet(name, content, pages):
    material = stored(name, content)

    assert read(material) == pages
    material.refresh_from_db()
    assert (material.reading, material.pages) == (Reading.DONE, 2 if name == "a.pdf" else None)


def test_what_has_no_pages_is_cut_between_paragraphs():
    paragraphs = "</w:t></w:r></w:p><w:p><w:r><w:t>".join("あ" * 4000 for _ in range(3))
    material = stored("a.docx", docx(paragraphs))

    assert [(label, len(text)) for _, label, text in read(material)] == [("p.1", 8001), ("p.2", 4000)]


def test_a_csv_is_not_read():
    assert stored("a.csv", b"1,2").reading == Reading.NOT_READABLE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\nnoise"),
        ("a.docx", b"PK\x03\x04noise"),
        ("a.pptx", docx("not slides")),
        ("a.docx", docx('<!DOCTYPE x [<!ENTITY a "b">]>&a;')),
    ],
)
def test_what_cannot_be_read_says_so_in_a_sentence(name, content):
    material = stored(name, content)

    assert read(material) == []
    material.refresh_from_db()
    assert (material.reading, material.reading_error.endswith("ませんでした。")) == (Reading.FAILED, True)
    assert materials_to_read(now=timezone.now()) == []


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setitem(texts.SECONDS, "read", 0.01)
    material = stored("a.pdf", pdf("words"))

    read(material)

    material.refresh_from_db()
    assert material.reading_error == "決められた時間のうちに読み取れませんでした。"


def test_replacing_reads_again_and_leaves_no_picture_behind(cast, django_capture_on_commit_callbacks):
    material = stored("a.pdf", pdf("first words", "more"))
    read(material)
    former = material.texts.get(number=1).picture
    new = SimpleUploadedFile("b.pdf", pdf("other words"))
    material.refresh_from_db()
    with django_capture_on_commit_callbacks() as committed:
        replace_file(material=material, file=new, by=cast.secretariat)
    assert (materials_to_read(now=timezone.now()), material.texts.count()) == ([material.pk], 0)

    for callback in committed:
        if getattr(callback, "func", None) == default_storage.delete:  # the others wake the worker
            callback()

    assert read(material) == [(1, "p.1", "other words")]
    assert not former.storage.exists(former.name)
    assert former.storage.exists(material.texts.get().picture.name)


def test_two_workers_do_not_read_the_same_file():
    material = stored("a.pdf", pdf("words"))
    Material.objects.filter(pk=material.pk).update(reading_taken_at=timezone.now())

    assert read(material) == []


def test_what_a_dead_worker_held_is_read_again(clock):
    material = stored("a.pdf", pdf("words"))
    Material.objects.filter(pk=material.pk).update(reading_taken_at=timezone.now())
    clock.move_to("2021-10-25T09:11+09:00")

    assert materials_to_read(now=timezone.now()) == [material.pk]
    assert len(read(material)) == 1


def test_pages_are_seen_by_those_who_may_open_the_material(cast):
    material = stored("a.pdf", pdf("words"), audience=Audience.ENROLLED_DEPARTMENT)
    read(material)

    seen = {
        actor: MaterialPage.objects.visible_to(cast[actor]).count()
        for actor in ("anonymous", "staff", "participant", "secretariat")
    }

    assert seen == {"anonymous": 0, "staff": 0, "participant": 1, "secretariat": 1}


def test_the_first_pages_are_shown_as_pictures_through_the_access_check(client, cast):
    material = stored("a.pdf", pdf("words", "more"), audience=Audience.ENROLLED_DEPARTMENT)
    read(material)
    address = f"/materials/{material.pk}/pages/2.webp"
    assert client.get(address).status_code == 403
    client.force_login(cast.participant)

    answer = client.get(address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"
    assert address in client.get(material.page_url).content.decode()


@pytest.mark.parametrize("number", [3, 99])
def test_a_page_without_a_picture_is_not_found(client, number):
    material = stored("a.pdf", pdf("words", "more"), audience=Audience.PUBLIC)
    read(material)

    assert client.get(f"/materials/{material.pk}/pages/{number}.webp").status_code == 404


def test_a_page_of_gigantic_size_is_drawn_small():
    material = stored("a.pdf", pdf("words", width=14400, height=14400))

    read(material)

    material.refresh_from_db()
    assert (material.reading, material.texts.get().picture.size < 100_000) == (Reading.DONE, True)
