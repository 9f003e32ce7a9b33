"""Whether a reader may open a material or a video, and if not, why; and who decides about them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from archive.enums import Closed
from archive.letter_kinds import REPLACED
from archive.models import Download, Extension, Material, Video
from sessions.enrolment.rules import is_among
from studygroup.models import User
from studygroup.rules import is_secretariat, is_staff, works_in_cms


@dataclass(frozen=True)
class Access:
    """The archive's one answer: allowed, or the reason and the moment (aware) from or since which it holds.

    `extended_until`: the window is over, and open for the reader's municipality until then.
    """

    allowed: bool
    reason: Closed | None = None
    moment: datetime | None = None
    extended_until: datetime | None = None

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
    extended = None
    if thing.available_until and now >= thing.available_until:
        extended = _extended_until(user, thing)
        if extended is None or now >= extended:
            return Access(False, Closed.OVER, max(extended or thing.available_until, thing.available_until))
    if not _is_in_audience(user, thing):
        return Access(False, Closed.AUDIENCE)
    return Access(True, extended_until=extended)


def _is_in_audience(user, thing: Material | Video) -> bool:
    return is_among(
        user,
        thing.audience,
        programme=thing.programme_id,
        series=thing.series_id,
        study_session=thing.study_session_id,
        fiscal_year=thing.fiscal_year,
    )


def _extended_until(user, thing: Material | Video) -> datetime | None:
    """Until when the window of `thing` was extended for the municipality of `user`."""
    if not is_staff(user):
        return None
    return _extensions_of(user).get((type(thing), thing.pk))


def _extensions_of(user) -> dict[tuple[type, int], datetime]:
    """The latest end for each thing, read once and kept with the object for the request."""
    if "extensions" not in user.__dict__:
        granted = Extension.objects.filter(municipality=user.municipality_id).order_by("until")
        rows = granted.values_list("material", "video", "until")
        user.__dict__["extensions"] = {
            (Material, material) if material else (Video, video): until for material, video, until in rows
        }
    return user.__dict__["extensions"]


def with_access(user, things) -> list[Material | Video]:
    """`things` (a queryset with its places) as a list, each with its `.access` for `user`.

    A material that was replaced also says `.has_changed`: `user` has a former edition of it, and not the present one.
    """
    listed = list(things)
    for thing in listed:
        thing.access = access(user, thing)
    replaced = [thing for thing in listed if isinstance(thing, Material) and thing.replaced_at]
    if replaced and user.is_authenticated:
        former = Download.objects.of_former_editions_only(user)
        for thing in replaced:
            thing.has_changed = thing.pk in former
    return listed


def can_keep_archive(user) -> bool:
    """The secretariat replaces files and decides about windows."""
    return is_secretariat(user)


def can_read_downloads(user) -> bool:
    """Secretariat and organiser see who took what home."""
    return works_in_cms(user)


def can_ask_extension(user, thing: Material | Video) -> bool:
    """Staff for whom `thing` is, once its window is over: 「視聴延長を頼む」."""
    is_over = access(user, thing).reason == Closed.OVER
    return is_over and is_staff(user) and _is_in_audience(user, thing)


def can_keep_progress(user, video: Video) -> bool:
    """Whoever is signed in and may watch: how far they have come is theirs alone."""
    return user.is_authenticated and bool(access(user, video))


def is_letter_due(kind: str, to, about) -> bool:
    """Whether a letter about a replaced file still says what is so: its reader may open it (hook `letter_due`)."""
    if kind != REPLACED:
        return True
    return isinstance(about, Material) and isinstance(to, User) and bool(access(to, about))
