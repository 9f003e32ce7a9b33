"""Where a player finds a recording: the stream and its smaller forms where they are made, else the film as it came."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from archive.conversion.pictures import INDEX
from archive.conversion.streams import MASTER, SOUND_FILE
from archive.models import Video

WAYS = ("low", "sound")


@dataclass(frozen=True)
class Playing:
    """Addresses; empty where there is no such thing. `way`: the one that the reader chose, if any."""

    film: str
    stream: str = ""
    low: str = ""
    sound: str = ""
    thumbnails: str = ""
    way: str = ""

    @property
    def sources(self) -> list[tuple[str, str]]:
        """(address, type) in the order in which a browser tries them."""
        if self.way == "sound":
            return [(self.sound, "audio/mp4")]
        playlist = self.low if self.way == "low" else self.stream
        film = (self.film, "video/mp4")
        return [(playlist, "application/vnd.apple.mpegurl"), film] if playlist else [film]


def playing_of(video: Video, way: str = "") -> Playing:
    """`way`: "low" or "sound", as an address may ask; what there is not changes nothing."""
    conversion = getattr(video, "conversion", None)
    film = _address(video, "video.mp4")
    if not conversion or not conversion.is_ready:
        return Playing(film)
    heights = conversion.heights
    made = {
        "stream": _address(video, MASTER),
        "low": _address(video, f"{min(heights)}.m3u8") if len(heights) > 1 else "",
        "sound": _address(video, SOUND_FILE) if conversion.has_sound else "",
        "thumbnails": _address(video, INDEX) if heights else "",
    }
    return Playing(film, **made, way=way if way in WAYS and made[way] else "")


def _address(video: Video, part: str) -> str:
    return reverse("archive:video-file", args=[video.pk, part])


def next_after(video: Video, others: Iterable[Video]) -> list[Video]:
    """`others` as they follow `video`: the further parts of its session, the rest of it, then the other sessions."""
    place = (video.part or 0, video.order, video.pk)

    def rank(other: Video) -> tuple[bool, bool]:
        is_elsewhere = other.study_session_id != video.study_session_id
        return is_elsewhere, (other.part or 0, other.order, other.pk) < place

    return sorted(others, key=rank)


def mark_progress(user, videos: list[Video]) -> list[Video]:
    """Each of `videos` with `.watching`, how far `user` has come in it, or None."""
    rows = user.watchings.filter(video__in=videos) if user.is_authenticated else []
    by_video = {watching.video_id: watching for watching in rows}
    for video in videos:
        video.watching = by_video.get(video.pk)
        if video.watching:
            video.watching.video = video
    return videos
