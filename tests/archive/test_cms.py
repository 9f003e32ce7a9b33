"""Materials and videos kept by the office."""

import re
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from archive.models import Edition, Material, Video
from sessions.models import Series, StudySession
from tests.factories.archive import CAPTIONS, FILM, PDF, make_material, make_video
from tests.factories.files import docx
from tests.factories.hostile_files import png

pytestmark = pytest.mark.django_db


def form(**changes) -> dict:
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    place = {"study_session": str(study_session.pk), "series": "", "programme": "", "fiscal_year": ""}
    return {"title": "ワークシート", "kind": "handout", "order": "4", "audience": "staff", **place, **changes}


def test_a_material_follows_its_session_and_is_logged(office, cast):
    office.post(reverse("material:add"), form(file=SimpleUploadedFile("資料.pdf", PDF)))

    material = Material.objects.get(title="ワークシート")
    assert (material.series.key, material.fiscal_year, material.size) == ("mitigation", 2021, len(PDF))
    entry = ModelLogEntry.objects.get(object_id=str(material.pk), content_type__model="material")
    assert (entry.action, entry.user) == ("wagtail.create", cast.secretariat)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"study_session": ""}, {
            "study_session": ["開催回、参加機会、事業・研究会のどれかを選んでください。"],
            "fiscal_year": ["年度を入力してください。"],
        }),
        (
            {"available_from": "2021-11-02 00:00", "available_until": "2021-11-01 00:00"},
            {"available_until": ["公開終了は、公開開始より後にしてください。"]},
        ),
    ],
)  # fmt: skip
def test_mistakes_are_told_beside_their_field(office, changes, errors):
    answer = office.post(reverse("material:add"), form(**changes))

    assert {name: told for name, told in answer.context["form"].errors.items() if name != "__all__"} == errors
    assert not Material.objects.filter(title="ワークシート").exists()


def test_a_film_that_is_announced_needs_captions_or_a_reason(office):
    announced = form(title="記録", kind="recording", announced_on="2021-10-25")

    refused = office.post(reverse("video:add"), announced | {"file": SimpleUploadedFile("a.mp4", FILM)})
    assert refused.context["form"].errors == {"captions": ["字幕を付けるか、字幕がない理由を入力してください。"]}

    files = {"file": SimpleUploadedFile("a.mp4", FILM), "captions": SimpleUploadedFile("a.vtt", CAPTIONS)}
    office.post(reverse("video:add"), announced | files)
    assert Video.objects.filter(title="記録").exists()


def test_the_list_says_place_audience_window_and_file(office):
    office.post(reverse("material:add"), form(available_until="2021-12-29 00:00"))

    page = office.get(reverse("material:index")).content.decode()

    told = ("緩和策分科会 第2回", "62市区町村職員", "〜2021/12/29 00:00", "準備中（ファイルなし）", "未定")
    assert [words for words in told if words not in page] == []


WORD = docx("第2回")
UPLOADS = {
    "資料.pdf": PDF, "資料.docx": WORD, "資料.csv": "番号,名称".encode(), "film.mp4": FILM, "captions.vtt": CAPTIONS,
    "bom.vtt": b"\xef\xbb\xbf" + CAPTIONS, "poster.png": png(16, 9),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "field", "name"),
    [
        ("material", "file", "資料.pdf"),
        ("material", "file", "資料.docx"),
        ("material", "file", "資料.csv"),
        ("video", "file", "film.mp4"),
        ("video", "captions", "captions.vtt"),
        ("video", "captions", "bom.vtt"),
        ("video", "poster", "poster.png"),
    ],
)
def test_a_file_of_a_known_form_is_taken(office, kind, field, name):
    data = form(kind="recording") if kind == "video" else form()

    answer = office.post(reverse(f"{kind}:add"), data | {field: SimpleUploadedFile(name, UPLOADS[name])})

    assert answer.status_code == 302


NOT_A_MATERIAL = "PDF、Word（docx）、Excel（xlsx）、PowerPoint（pptx）、CSVのどれかのファイルを選んでください。"


@pytest.mark.parametrize(
    ("kind", "field", "name", "content", "message"),
    [
        ("material", "file", "a.html", b"<script>", NOT_A_MATERIAL),
        ("material", "file", "a.zip", WORD, NOT_A_MATERIAL),
        ("material", "file", "第1回.次第 最終版", PDF, NOT_A_MATERIAL),
        ("material", "file", "a.pdf", b"<html>", "中身がpdfの形式ではありません。ファイルを確かめてください。"),
        ("video", "file", "a.mp4", PDF, "中身がmp4の形式ではありません。ファイルを確かめてください。"),
        ("video", "file", "a.mov", FILM, "MP4の動画（名前の終わりが .mp4）を選んでください。"),
        ("video", "captions", "a.vtt", b"1\n00:00", "1行目：時刻の行（始まり --> 終わり）がありません。"),
        ("video", "captions", "a.txt", CAPTIONS, "WebVTTかSRTの字幕（名前の終わりが .vtt か .srt）を選んでください。"),
        ("video", "poster", "a.svg", b"<svg>", "JPEGかPNGの画像を選んでください。"),
    ],
)
def test_any_other_file_is_refused_beside_its_field(office, kind, field, name, content, message):
    data = form(kind="recording") if kind == "video" else form()

    answer = office.post(reverse(f"{kind}:add"), data | {field: SimpleUploadedFile(name, content)})

    assert answer.context["form"].errors == {field: [message]}


def test_a_row_whose_file_is_missing_can_be_edited(office):
    material = make_material()
    material.file.storage.delete(material.file.name)

    answer = office.post(reverse("material:edit", args=[material.pk]), form(title="直した題名"))

    assert (answer.status_code, Material.objects.get(pk=material.pk).title) == (302, "直した題名")


def test_the_editor_links_stored_files_where_they_are_sent_from(office):
    material, video = make_material(), make_video()

    linked = {
        thing: [
            address
            for address in re.findall(r'<a [^>]*href="([^"]+)"', office.get(editor).content.decode())
            if re.match(r"/(media|materials|videos)/", address)
        ]
        for thing, editor in (
            ("material", reverse("material:edit", args=[material.pk])),
            ("video", reverse("video:edit", args=[video.pk])),
        )
    }

    assert linked == {
        "material": [material.get_absolute_url()],
        "video": [f"/videos/{video.pk}/stream/captions.vtt", f"/videos/{video.pk}/stream/video.mp4"],
    }


def test_the_newest_come_first_and_what_has_no_day_or_place_alike_everywhere():
    series = Series.objects.get(key="mitigation")
    of_series = {"study_session": None, "series": series, "fiscal_year": 2021}
    of_programme = {"study_session": None, "programme": series.programme, "fiscal_year": 2021}
    made = {
        "programme": make_material(**of_programme),
        "series": make_material(**of_series),
        "session": make_material(),
        "undated": make_material(announced_on=None),
        "newer": make_material(announced_on=date(2021, 10, 24)),
    }
    names = {material.pk: name for name, material in made.items()}

    ordered = [names[material.pk] for material in Material.objects.newest_first()]

    assert ordered == ["undated", "newer", "session", "series", "programme"]


def test_the_home_page_shows_what_is_announced_to_the_office_too(office):
    make_video(title="公開した記録")
    make_video(title="公開前の記録", announced_on=None)

    page = office.get("/").content.decode()

    assert [title for title in ("公開した記録", "公開前の記録") if title in page] == ["公開した記録"]


def test_a_file_leaves_the_store_with_its_material_its_editions_and_when_it_is_cleared(
    office, django_capture_on_commit_callbacks
):
    gone, cleared = make_material(), make_material()
    edition = Edition.objects.create(material=gone, dated=date(2021, 10, 1), file="materials/former.pdf")
    default_storage.save(edition.file.name, ContentFile(PDF))
    names = [gone.file.name, edition.file.name, cleared.file.name]
    stored_before = [default_storage.exists(name) for name in names]

    with django_capture_on_commit_callbacks(execute=True):
        office.post(reverse("material:delete", args=[gone.pk]))
        office.post(reverse("material:edit", args=[cleared.pk]), form(**{"file-clear": "on"}))

    assert stored_before == [True, True, True]
    assert [default_storage.exists(name) for name in names] == [False, False, False]
    assert Material.objects.get(pk=cleared.pk).file.name == ""
