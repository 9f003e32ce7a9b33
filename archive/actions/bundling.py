"""The ZIP of a session: asked for by a reader, made by the worker, kept for its set of editions, and removed."""

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive import events, zips
from archive.enums import Making
from archive.models import Bundle
from sessions.models import StudySession

MINUTES_TO_MAKE = 10
DAYS_KEPT = 7
PIECE = 1024 * 1024
MISSING = "資料のファイルの一部が見つからないため、作成できませんでした。"


@transaction.atomic
def ask_bundle(*, study_session: StudySession, by) -> Bundle | None:
    """The bundle of exactly what `by` may open of `study_session` now, put to the worker if it is not there yet.

    None where there is nothing that `by` may open. One that could not be made is tried again after a while.
    """
    found = zips.contents_of(by, study_session)
    if not found:
        return None
    now = timezone.now()
    bundle, created = Bundle.objects.get_or_create(
        fingerprint=zips.fingerprint_of(study_session, found),
        defaults={"study_session": study_session, "contents": found, "asked_at": now},
    )
    if bundle.state == Making.FAILED and _is_stale(bundle, now):
        bundle.state, bundle.error, bundle.taken_at, created = Making.WAITING, "", None, True
    if created:
        events.bundle_asked(bundle.pk)
    bundle.asked_at = now
    bundle.save(update_fields=["asked_at", "state", "error", "taken_at"])
    return bundle


def _is_stale(bundle: Bundle, now: datetime) -> bool:
    return bundle.taken_at is None or bundle.taken_at < now - timedelta(minutes=MINUTES_TO_MAKE)


def _waiting(now: datetime):
    untaken = Q(taken_at__isnull=True) | Q(taken_at__lt=now - timedelta(minutes=MINUTES_TO_MAKE))
    return Bundle.objects.filter(untaken, state=Making.WAITING)


def bundles_to_make(*, now: datetime) -> list[int]:
    """The keys of those that nobody has made, also because a worker died over it."""
    return list(_waiting(now).values_list("pk", flat=True))


def make_bundle(*, key: int) -> None:
    """Make the bundle `key`, once; nothing happens where another worker has it."""
    now = timezone.now()
    if not _waiting(now).filter(pk=key).update(taken_at=now):
        return
    bundle = Bundle.objects.get(pk=key)
    with tempfile.TemporaryDirectory(prefix="bundle-") as folder:
        path = Path(folder) / "bundle.zip"
        try:
            _write(bundle, path)
        except FileNotFoundError:
            Bundle.objects.filter(pk=key).update(state=Making.FAILED, error=MISSING)
            return
        with path.open("rb") as stream:
            bundle.file.save("bundle.zip", File(stream), save=False)
    bundle.state = Making.DONE
    bundle.save(update_fields=["file", "state"])


def _write(bundle: Bundle, path: Path) -> None:
    """Stored as they are: PDF and Office files are compressed already. Names outside ASCII get ZIP's UTF-8 flag."""
    moment = timezone.localtime().timetuple()[:6]
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for _, stored, name in bundle.contents:
            with default_storage.open(stored) as source, archive.open(ZipInfo(name, moment), "w") as target:
                shutil.copyfileobj(source, target, PIECE)


def remove_old_bundles() -> int:
    """Those that nobody has asked for in DAYS_KEPT days, with their files. Returns how many."""
    old = Bundle.objects.filter(asked_at__lt=timezone.now() - timedelta(days=DAYS_KEPT))
    return old.delete()[0]
