"""Sample materials and videos; the files are made by `manage.py make_demo_media` and say on each page that they are."""

import json
from datetime import date, datetime
from pathlib import Path

from django.core.files import File
from django.utils import timezone

from archive.actions.captioning import Mark, write_chapters, write_lines
from archive.captions.reading import read_captions
from archive.captions.times import moment_in_ms
from archive.enums import VideoKind
from archive.models import Material, Video
from sessions.enums import Audience
from sessions.models import Series, StudySession

DATA = Path(__file__).parent / "data"
MEDIA = DATA / "demo"


def load_archive() -> None:
    """The handouts of every held or coming session, the recordings, and the six lectures in their window."""
    manifest = json.loads((MEDIA / "manifest.json").read_text(encoding="utf-8"))
    facts = json.loads((DATA / "demo_archive.json").read_text(encoding="utf-8"))
    study_sessions = StudySession.objects.select_related("series__programme").in_bulk(field_name="code")
    for row in manifest["materials"]:
        _load_material(row, study_sessions[row["session"]], facts["sessions"][row["session"]])
    for row in facts["recordings"]:
        _load_recording(row, study_sessions[row["session"]])
    lectures = Series.objects.select_related("programme").get(key="lectures")
    for order, row in enumerate(facts["lectures"], start=1):
        _load_lecture(order, row, lectures)


def _load_material(row: dict, study_session: StudySession, facts: dict) -> None:
    if Material.objects.filter(study_session=study_session, order=row["order"]).exists():
        return
    material = Material(
        title=row["title"],
        study_session=study_session,
        order=row["order"],
        # Everyone may read what a sitting is about; the rest is for those whom the series is for.
        audience=Audience.PUBLIC if row["title"] == "次第" else facts["audience"],
        announced_on=date.fromisoformat(facts["announced_on"]),
        available_from=_moment(facts.get("available_from")),
        edition=date.fromisoformat(facts["announced_on"]),
    )
    _attach(material, file=row["file"])


def _load_recording(row: dict, study_session: StudySession) -> None:
    if Video.objects.filter(study_session=study_session).exists():
        return
    video = Video(
        title=row["title"],
        description=row["description"],
        study_session=study_session,
        audience=row["audience"],
        announced_on=date.fromisoformat(row["announced_on"]),
        seconds=row["seconds"],
    )
    _attach(video, file=row["file"], poster=row["poster"])
    _caption(video, row["captions"])
    write_chapters(video=video, marks=_marks(study_session, row.get("chapters", [])))


def _load_lecture(order: int, row: dict, lectures: Series) -> None:
    if Video.objects.filter(series=lectures, order=order).exists():
        return
    video = Video(
        kind=VideoKind.LECTURE,
        title=row["title"],
        description=row["description"],
        series=lectures,
        fiscal_year=2021,
        order=order,
        audience=Audience.STAFF,
        announced_on=date.fromisoformat(row["announced_on"]),
        available_from=_moment(row["available_from"]),
        available_until=_moment(row["available_until"]),
        seconds=row["seconds"],
    )
    _attach(video, file="lecture.mp4", poster="lecture-poster.jpg")
    _caption(video, "lecture.vtt")


def _caption(video: Video, name: str) -> None:
    write_lines(video=video, lines=read_captions((MEDIA / name).read_bytes()))


def _marks(study_session: StudySession, rows: list[dict]) -> list[Mark]:
    """Chapters as the demo's facts have them: an agenda item by its title, a handout by its number."""
    uids = {item.title: item.uid for item in study_session.agenda_items.all()}
    handouts = {material.order: material for material in study_session.materials.all()}
    return [
        Mark(moment_in_ms(row["start"]), row["title"], uids.get(row.get("agenda")), handouts.get(row["material"]))
        for row in rows
    ]


def _attach(thing: Material | Video, **names: str) -> None:
    """Store the named demo files with `thing`, and `thing` itself."""
    for field, name in names.items():
        with (MEDIA / name).open("rb") as stream:
            getattr(thing, field).save(name, File(stream), save=False)
    thing.save()


def _moment(text: str | None) -> datetime | None:
    return timezone.make_aware(datetime.fromisoformat(text)) if text else None
