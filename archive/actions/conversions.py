"""Conversion of films: asked for, taken by a worker, taken up again when a worker died, given up with a reason."""

import logging
import shutil
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.log_actions import log

from archive import events, rules
from archive.conversion.failures import Failure
from archive.conversion.making import Made, make
from archive.conversion.pictures import POSTER
from archive.enums import ConversionState
from archive.files import LocalFile
from archive.models import Conversion, Video

MAX_ATTEMPTS = 3
HEARTBEAT_SECONDS = 5
STALE_FOLDER_HOURS = 24
STREAMS = "streams"  # folder of the store
LOST = "変換が何度も途中で止まりました。もとの動画を確かめて、もう一度変換してください。"
GONE = "もとの動画が置き場所に見つかりません。もう一度アップロードしてください。"
UNEXPECTED = "変換できませんでした。情報システムの担当者にご連絡ください。"
NOTHING_TO_CONVERT = "変換する動画がありません。"

logger = logging.getLogger(__name__)


def ask_conversion(*, video: Video) -> Conversion:
    """Put the film of `video` into the queue, unless it is there or done already. What was made before stays so far."""
    row, is_new = Conversion.objects.get_or_create(
        video=video, defaults={"source": video.file.name or "", "asked_at": timezone.now()}
    )
    if not is_new and row.source != video.file.name:
        _put_back(Conversion.objects.filter(pk=row.pk), source=video.file.name, attempts=0)
    events.conversion_asked()
    return row


@transaction.atomic
def retry_conversion(*, video: Video, by) -> None:
    """Convert once more. Raises PermissionDenied, or ValidationError where no film is there."""
    if not rules.can_keep_archive(by):
        raise PermissionDenied
    if not video.file:
        raise ValidationError(NOTHING_TO_CONVERT)
    ask_conversion(video=video)
    _put_back(Conversion.objects.filter(video=video).exclude(state=ConversionState.RUNNING), attempts=0)
    log(instance=video, action="archive.retry_conversion", user=by)


def _put_back(rows, **values) -> int:
    return rows.update(
        state=ConversionState.WAITING, percent=0, reason="", detail="", asked_at=timezone.now(), **values
    )


def tend_conversions() -> None:
    """Every minute: films nobody asked for are asked for, what a dead worker held goes back, the queue goes on."""
    for video in Video.objects.unconverted():
        ask_conversion(video=video)
    stuck = Conversion.objects.stuck()
    _give_up(stuck.filter(attempts__gte=MAX_ATTEMPTS), Failure(LOST))
    _put_back(stuck)
    if Conversion.objects.waiting().exists():
        events.conversion_asked()


def convert_next() -> bool:
    """Take the film whose turn it is, and convert it. False where none waits, or enough are being converted."""
    row = _take()
    if row is None:
        return False
    try:
        _convert(row)
    except Failure as failure:
        _end_failed(row, failure)
    except Exception as error:
        logger.exception("the conversion of video %s failed unexpectedly", row.video_id)
        _end_failed(row, Failure(UNEXPECTED, detail=repr(error)))
    if Conversion.objects.waiting().exists():
        events.conversion_asked()
    return True


def _take() -> Conversion | None:
    """One conditional update: of two workers one gets it."""
    for pk in Conversion.objects.waiting().values_list("pk", flat=True)[:20]:
        if Conversion.objects.running().count() >= settings.CONVERSIONS_AT_ONCE:
            return None
        now = timezone.now()
        taken = Conversion.objects.filter(pk=pk, state=ConversionState.WAITING).update(
            state=ConversionState.RUNNING, started_at=now, heartbeat_at=now, percent=0, attempts=F("attempts") + 1
        )
        if taken:
            return Conversion.objects.select_related("video").get(pk=pk)
    return None


def _mine(row: Conversion):
    """The row as long as this attempt is the one that counts: not taken up again, nor of another film meanwhile."""
    return Conversion.objects.filter(
        pk=row.pk, state=ConversionState.RUNNING, attempts=row.attempts, started_at=row.started_at, source=row.source
    )


def _convert(row: Conversion) -> None:
    settings.CONVERSION_ROOT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.CONVERSION_ROOT) as scratch:
        folder = Path(scratch, "made")
        folder.mkdir()
        with local_path(row.source, Path(scratch)) as path:
            made = make(path, folder, on_progress=_teller(row))
        _keep(row, made, folder)


@contextmanager
def local_path(name: str, scratch: Path) -> Iterator[Path]:
    """The film as a file of this machine; fetched where the store is elsewhere. Raises Failure."""
    if not default_storage.exists(name):
        raise Failure(GONE)
    try:
        yield Path(default_storage.path(name))
    except NotImplementedError:
        copy = scratch / "source"
        with default_storage.open(name) as stream, copy.open("wb") as target:
            shutil.copyfileobj(stream, target)
        yield copy


def _teller(row: Conversion) -> Callable[[int], None]:
    """Writes how far it is, now and then; ends the attempt where it counts no longer."""
    told_at = 0.0

    def tell(percent: int) -> None:
        nonlocal told_at
        if time.monotonic() < told_at + HEARTBEAT_SECONDS:
            return
        told_at = time.monotonic()
        if not _mine(row).update(percent=percent, heartbeat_at=timezone.now()):
            raise Failure("ほかの変換に代わりました。")

    return tell


def _keep(row: Conversion, made: Made, folder: Path) -> None:
    """Store what was made, then let it count, and only then drop what was there before."""
    kept = f"{STREAMS}/{uuid.uuid4().hex}"
    for path in sorted(folder.iterdir()):
        with LocalFile(path) as part:
            default_storage.save(f"{kept}/{path.name}", part)
    counted = _mine(row).update(
        state=ConversionState.DONE,
        percent=100,
        reason="",
        detail="",
        finished_at=timezone.now(),
        made_of=row.source,
        folder=kept,
        heights=made.heights,
        milliseconds=made.milliseconds,
        has_sound=made.has_sound,
    )
    if counted:
        _show(row, made, kept)
    drop_folder(row.folder if counted else kept)


def _show(row: Conversion, made: Made, kept: str) -> None:
    """Length and cover of the film; a cover of the office's own stays."""
    video = Video.objects.filter(pk=row.video_id)
    video.update(seconds=round(made.milliseconds / 1000))
    without_own = video.filter(Q(poster="") | Q(poster__startswith=f"{STREAMS}/"))
    without_own.update(poster=f"{kept}/{POSTER}" if made.has_poster else "")


def drop_folder(folder: str) -> None:
    """Remove a stream from the store."""
    if folder:
        for name in _names_in(folder):
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)


def _names_in(folder: str) -> list[str]:
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return []


def _end_failed(row: Conversion, failure: Failure) -> None:
    if failure.may_pass and row.attempts < MAX_ATTEMPTS:
        _put_back(_mine(row))
    else:
        _give_up(_mine(row), failure)


def _give_up(rows, failure: Failure) -> None:
    rows.update(state=ConversionState.FAILED, reason=failure.reason, detail=failure.detail, finished_at=timezone.now())


def clear_scratch() -> None:
    """Remove what killed workers left on this machine."""
    before = time.time() - timedelta(hours=STALE_FOLDER_HOURS).total_seconds()
    if settings.CONVERSION_ROOT.exists():
        for folder in settings.CONVERSION_ROOT.iterdir():
            if folder.stat().st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)
