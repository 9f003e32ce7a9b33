"""What the archive holds of one series or session, as one reader may know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from archive import rules
from archive.models import Material, Video
from sessions.models import Series, StudySession


@dataclass(frozen=True)
class Group:
    """The things of one session, or of the series as a whole (`study_session` is None), of one fiscal year."""

    study_session: StudySession | None
    fiscal_year: int
    things: list[Material | Video]

    @property
    def offer(self) -> "Offer | None":
        return offer_of(self.study_session, self.things) if self.study_session else None


@dataclass(frozen=True)
class Offer:
    """「第2回をまとめて保存（ZIP 9.8MB）」: of what the reader may open, stored as it is."""

    study_session: StudySession
    size: int

    @property
    def label(self) -> str:
        return self.study_session.number_label or "資料"


def offer_of(study_session: StudySession, materials: list[Material]) -> Offer | None:
    """Where two or more are open."""
    sizes = [material.size for material in materials if material.access]
    return Offer(study_session, sum(sizes)) if len(sizes) > 1 else None


@dataclass(frozen=True)
class Shelf:
    """Each thing carries `.access` for the reader."""

    materials: list[Material]
    videos: list[Video]


def shelf_of_series(user, series: Series) -> Shelf:
    return _once(user, series, lambda: _read_series(user, series))


def _read_series(user, series: Series) -> Shelf:
    """Of the year that the page shows, with the sessions that it has read; only a draft's are read here."""
    year = series.year_at_hand
    materials = list(series.materials.listed_for(user).in_year(year["fiscal_year"]).in_order())
    videos = list(series.videos.listed_for(user).in_year(year["fiscal_year"]).in_order())
    held = {study_session.pk: study_session for study_session in year["study_sessions"]}
    if others := {thing.study_session_id for thing in (*materials, *videos)} - {None, *held}:
        held |= StudySession.objects.named().in_bulk(others)
    for thing in (*materials, *videos):
        thing.series, thing.study_session = series, held.get(thing.study_session_id)
    return Shelf(rules.with_access(user, materials), rules.with_access(user, videos))


def shelf_of_session(user, study_session: StudySession) -> Shelf:
    materials, videos, series = study_session.materials, study_session.videos, study_session.series
    return _once(user, study_session, lambda: Shelf(_listed(user, materials, series), _listed(user, videos, series)))


def _once(user, page: Series | StudySession, read: Callable[[], Shelf]) -> Shelf:
    """Read once and kept with the page of the request, since several parts of it need the same things."""
    kept = page.__dict__.setdefault("archive_shelves", {})
    if user.pk not in kept:
        kept[user.pk] = read()
    return kept[user.pk]


def _listed(user, things, series: Series) -> list[Material | Video]:
    found = list(things.listed_for(user).in_order())
    for thing in found:
        thing.series = series
    return rules.with_access(user, found)


def by_session(things: list[Material | Video]) -> list[Group]:
    """`things` of one series by session, the latest first; what belongs to no session comes last."""
    ordered = sorted(things, key=_latest_first)
    return [
        Group(of_session[0].study_session, of_session[0].fiscal_year, of_session)
        for _, same in groupby(ordered, key=lambda thing: (thing.fiscal_year, thing.study_session_id))
        if (of_session := list(same))
    ]


def _latest_first(thing: Material | Video) -> tuple:
    held = thing.study_session
    day = (held.date_from or date.max).toordinal() if held else 0
    return -thing.fiscal_year, -day, thing.study_session_id or 0, thing.order, thing.pk
