"""Materials and videos kept by the office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from archive.models import Material, Video
from sessions.models import StudySession
from tests.factories.archive import CAPTIONS, FILM, PDF
from tests.factories.cms import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, settings, cast):
    return enter(client, settings, cast.secretariat)


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
