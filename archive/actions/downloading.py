"""Who took what home, written down; and forgotten when its time is over."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from archive.models import Download, Edition, Material, Video
from studygroup.models import Department


def record_download(*, thing: Material | Video, edition: Edition | None = None, user) -> None:
    """`user` (signed in or not) was sent the file of `thing`, or of its former `edition`.

    A person is written down once for each file and day, however often and in however many parts it was sent.
    """
    department = _department_of(user)
    Download.objects.get_or_create(
        once=_once(thing, edition, user),
        defaults={
            "material": thing if isinstance(thing, Material) else None,
            "video": thing if isinstance(thing, Video) else None,
            "edition": edition,
            "user": user if user.is_authenticated else None,
            "department": department,
            "department_name": str(department or ""),
        },
    )


def _once(thing: Material | Video, edition: Edition | None, user) -> str:
    """The same for the same person, file and day; another each time for who is not signed in."""
    if not user.is_authenticated:
        return uuid4().hex
    told = f"{user.pk} {type(thing).__name__} {thing.pk} {(edition or thing).file.name} {timezone.localdate()}"
    return sha256(told.encode()).hexdigest()


def _department_of(user) -> Department | None:
    """Where `user` stands today; of several the first."""
    people = user.current_participations if user.is_authenticated else []
    return people[0].department if people else None


def forget_downloads() -> int:
    """What was written down longer ago than RETENTION_DAYS["downloads"] goes. Returns how many rows."""
    end = timezone.now() - timedelta(days=settings.RETENTION_DAYS["downloads"])
    return Download.objects.filter(at__lt=end).delete()[0]
