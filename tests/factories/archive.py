"""Materials and videos for tests: small files, open to 登録部署 of 緩和策分科会 第2回 unless told otherwise."""

from datetime import date
from pathlib import Path

from django.core.files.base import ContentFile

from archive.actions.captioning import write_lines
from archive.captions.reading import read_captions
from archive.models import Material, Video
from sessions.enums import Audience
from sessions.models import StudySession
from tests.factories.files import pdf

PDF = pdf("handout")
FILM = Path(__file__).with_name("media").joinpath("film.mp4").read_bytes()  # a second of test card and tone
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nこんにちは。\n".encode()


def make_material(*, file: bytes | None = PDF, **values) -> Material:
    material = Material(**{**_defaults(), "title": "削減シナリオの手引き", **values})
    if file is not None:
        material.file.save("handout.pdf", ContentFile(file), save=False)
    material.save()
    return material


def make_video(*, file: bytes | None = FILM, **values) -> Video:
    video = Video(**{**_defaults(), "title": "第2回の記録", **values})
    if file is not None:
        video.file.save("film.mp4", ContentFile(file), save=False)
    video.save()
    if file is not None:
        write_lines(video=video, lines=read_captions(CAPTIONS))
    return video


def _defaults() -> dict:
    return {
        "study_session": StudySession.objects.get(code="mitigation-2021-2"),
        "audience": Audience.ENROLLED_DEPARTMENT,
        "announced_on": date(2021, 10, 22),
    }
