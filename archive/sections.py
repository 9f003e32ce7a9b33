"""What the archive has to show on the pages below it."""

from archive import rules
from archive.models import Material, Video
from archive.shelves import by_session, offer_of, shelf_of_series, shelf_of_session
from sessions.enums import Mode
from sessions.links import SeriesLinks
from sessions.models import Series, StudySession
from studygroup.slots import Section

VIDEOS_ON_HOME = 3


def new_videos(user, home) -> Section | None:
    """The latest that are announced, to the office too: it finds what is not in its own list."""
    videos = rules.with_access(user, Video.objects.announced().with_place().newest_first()[:VIDEOS_ON_HOME])
    return Section(50, "archive/sections/new_videos.html", {"videos": videos}) if videos else None


def materials_of_series(user, series: Series) -> Section | None:
    shelf = shelf_of_series(user, series)
    if not (shelf.materials or _holds_sessions(series)):
        return None
    return Section(20, "archive/sections/series_materials.html", {"groups": by_session(shelf.materials)})


def videos_of_series(user, series: Series) -> Section | None:
    shelf = shelf_of_series(user, series)
    if not (shelf.videos or _holds_sessions(series)):
        return None
    context = {"groups": by_session(shelf.videos), "heading": _heading_of_videos(series)}
    return Section(30, "archive/sections/series_videos.html", context)


def links_of_series(user, series: Series) -> SeriesLinks:
    """For the page's contents, and for each session's row how many materials there are and the way to its recording."""
    shelf = shelf_of_series(user, series)
    holds_sessions = _holds_sessions(series)
    contents = []
    if shelf.materials or holds_sessions:
        contents.append(("配付資料", "files"))
    if shelf.videos or holds_sessions:
        contents.append((_heading_of_videos(series), "videos"))
    return SeriesLinks(contents, _links_by_session(shelf))


def materials_of_session(user, study_session: StudySession) -> Section | None:
    materials = shelf_of_session(user, study_session).materials
    if study_session.is_called_off and not materials:
        return None
    context = {"materials": materials, "offer": offer_of(study_session, materials)}
    return Section(20, "archive/sections/session_materials.html", context)


def materials_on_stage(user, room) -> Section | None:
    """In a session's room: its materials, each as a link."""
    materials = [one for one in shelf_of_session(user, room.study_session).materials if one.access]
    return Section(10, "archive/sections/stage_materials.html", {"materials": materials}) if materials else None


def videos_of_session(user, study_session: StudySession) -> Section | None:
    """The recordings; where one was promised and the session is over, that it is being prepared."""
    videos = shelf_of_session(user, study_session).videos
    is_awaited = study_session.is_over and Mode.RECORDING in study_session.modes
    if not (videos or is_awaited):
        return None
    return Section(30, "archive/sections/session_videos.html", {"videos": videos})


def _holds_sessions(series: Series) -> bool:
    """A series that is open for a period holds videos only; every other one gets materials and recordings in time."""
    return series.period_from is None


def _heading_of_videos(series: Series) -> str:
    return "記録動画" if _holds_sessions(series) else "講演の動画"


def _links_by_session(shelf) -> dict[int, list[tuple[str, str]]]:
    links: dict[int, list[tuple[str, str]]] = {}
    for group in by_session(shelf.materials):
        if group.study_session:
            label = f"資料 {len(group.things)}点"
            links[group.study_session.pk] = [(label, f"#files-{group.study_session.code}")]
    for video in shelf.videos:
        if video.study_session:
            link = ("録画を見る", video.get_absolute_url()) if video.access else ("録画", "#videos")
            links.setdefault(video.study_session_id, []).append(link)
    return links


def sessions_without_materials(study_sessions: list[StudySession]) -> dict[int, list[str]]:
    """For the office: which of `study_sessions` have no file to hand out yet."""
    having = Material.objects.exclude(file="").filter(study_session__in=study_sessions)
    there = set(having.values_list("study_session", flat=True))
    return {study_session.pk: ["資料"] for study_session in study_sessions if study_session.pk not in there}
