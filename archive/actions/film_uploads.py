"""A film that arrives in pieces: begun, continued where it stopped, looked into, taken, forgotten."""

import fcntl
import shutil
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from archive import rules, uploads
from archive.conversion.failures import Failure
from archive.conversion.probing import probe
from archive.files import LocalFile
from archive.models import Upload

LARGEST_PIECE = 32 * 1024 * 1024
SPARE_BYTES = 1024**3
EMPTY = "空のファイルです。ファイルを確かめてください。"
NO_ROOM = "サーバーの空きが足りません。情報システムの担当者にご連絡ください。"
BUSY = "同じファイルを、ほかの画面で送信中です。"


class WrongOffset(Exception):
    """The piece does not go on where the last one ended."""


def begin_upload(*, name: str, size: int, by) -> Upload:
    """Make room for a film of `size` bytes. Raises PermissionDenied, or ValidationError with a sentence."""
    if not rules.can_keep_archive(by):
        raise PermissionDenied
    upload = Upload(name=name[-200:], size=size, owner=by, touched_at=timezone.now())
    uploads.VIDEO(ContentFile(b"", name=name))
    if not size:
        raise ValidationError(EMPTY)
    if size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(f"大きすぎます（{settings.UPLOAD_MAX_BYTES // 1024**3}GBまで）。")
    settings.UPLOAD_ROOT.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(settings.UPLOAD_ROOT).free < size + SPARE_BYTES:
        raise ValidationError(NO_ROOM)
    upload.path.touch()
    upload.save(force_insert=True)
    return upload


def add_piece(*, upload: Upload, offset: int, pieces: Iterable[bytes], by) -> Upload:
    """Write what arrives from `offset` on; what came before a line broke stays.

    The film is looked into when it is whole. Raises PermissionDenied, WrongOffset, or ValidationError where it is too
    long or no film: then nothing of it is kept.
    """
    if not rules.can_keep_archive(by) or upload.owner_id != by.pk:
        raise PermissionDenied
    with upload.path.open("r+b") as file:
        _lock(file)
        upload.refresh_from_db()
        if offset != upload.received:
            raise WrongOffset
        try:
            _write(file, upload, pieces)
        finally:
            received = file.tell()
            Upload.objects.filter(pk=upload.pk).update(received=received, touched_at=timezone.now())
            upload.received = received
    if upload.is_whole:
        _look_inside(upload)
    return upload


def _lock(file) -> None:
    """One piece at a time, whatever the number of processes."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ValidationError(BUSY) from None


def _write(file, upload: Upload, pieces: Iterable[bytes]) -> None:
    file.truncate(upload.received)
    file.seek(upload.received)
    most = min(upload.size, upload.received + LARGEST_PIECE)
    for piece in pieces:
        if file.tell() + len(piece) > most:
            raise ValidationError("知らせた大きさより長いファイルが届きました。もう一度選んでください。")
        file.write(piece)


def _look_inside(upload: Upload) -> None:
    try:
        check_film(upload.path)
    except ValidationError:
        drop_upload(upload=upload)
        raise
    Upload.objects.filter(pk=upload.pk).update(is_checked=True)


def check_film(path) -> None:
    """Raises ValidationError where ffmpeg finds no film. Where it cannot look now, the worker will say."""
    try:
        probe(path)
    except Failure as failure:
        if not failure.may_pass:
            raise ValidationError(failure.reason, code="content") from None


def film_of(upload: Upload) -> LocalFile:
    """The whole film, to be moved into the store."""
    return LocalFile(upload.path, upload.name)


def drop_upload(*, upload: Upload) -> None:
    """Forget the row and what came of the film, if it was not moved into the store."""
    upload.path.unlink(missing_ok=True)
    Upload.objects.filter(pk=upload.pk).delete()


def forget_uploads() -> int:
    """Remove films of which no piece came for two days; returns how many."""
    left = list(Upload.objects.left_behind())
    for upload in left:
        drop_upload(upload=upload)
    return len(left)
