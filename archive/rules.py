"""Whether a reader may open a material or a video, and if not, why."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from archive.enums import Closed
from archive.models import Material, Video
from sessions.enrolment.rules import is_among
from studygroup.rules import is_secretariat


@dataclass(frozen=True)
class Access:
    """The archive's one answer: allowed, or the reason and the moment (aware) from or since which it holds."""

    allowed: bool
    reason: Closed | None = None
    moment: datetime | None = None

    def __bool__(self) -> bool:
        return self.allowed


def access(user, thing: Material | Video) -> Access:
    """Whether `user` may open `thing` now. Agrees with `ArchivedQuerySet.visible_to` for every reader and clock.

    The secretariat works on the thing: it passes announcement and window. Nobody opens a file that is not there.
    """
    office = is_secretariat(user)
    if not office and (thing.announced_on is None or thing.announced_on > timezone.localdate()):
        return Access(False, Closed.NOT_ANNOUNCED)
    if not thing.file:
        return Access(False, Closed.PREPARING)
    if office:
        return Access(True)
    now = timezone.now()
    if thing.available_from and now < thing.available_from:
        return Access(False, Closed.NOT_YET, thing.available_from)
    if thing.available_until and now >= thing.available_until:
        return Access(False, Closed.OVER, thing.available_until)
    if not is_among(
        user,
        thing.audience,
        programme=thing.programme_id,
        series=thing.series_id,
        study_session=thing.study_session_id,
    ):
        return Access(False, Closed.AUDIENCE)
    return Access(True)


def with_access(user, things) -> list[Material | Video]:
    """`things` (a queryset with its places) as a list, each with its `.access` for `user`."""
    listed = list(things)
    for thing in listed:
        thing.access = access(user, thing)
    return listed
