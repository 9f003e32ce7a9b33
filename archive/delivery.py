"""Sending a stored file: handed over to nginx, or by ourselves in pieces with all that RFC 9110 asks of it."""

import logging
import mimetypes
import re
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote, urlsplit

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.files.storage import Storage
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe, quote_etag

from archive.files import suffix

PIECE = 256 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})\Z")
RANGES_WE_KNOW = re.compile(r"bytes=", re.IGNORECASE)

# Locations of nginx, internal to it: see docs/operations.md.
ON_DISK = "/stored/"
IN_STORE = "/store"
UNKNOWN = "application/octet-stream"
TYPES = {".m3u8": "application/vnd.apple.mpegurl", ".m4s": "video/iso.segment", ".vtt": "text/vtt; charset=utf-8"}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Stored:
    """A file of the store that no column names: a segment of a stream."""

    storage: Storage
    name: str
    instance: object = None

    @property
    def size(self) -> int:
        return self.storage.size(self.name)


class BadRange(Exception):
    """The range asked for is not one, or lies outside the file."""


def send_file(request, file, *, filename: str, as_attachment: bool = False):
    """Answer `request` with `file` (a FieldFile or Stored), whole or in the part asked for.

    With settings.SEND_BY_NGINX the answer names the file and nginx sends it. By ourselves: 304 to what the reader has,
    206 to a range, 416 to a range that is not one; several ranges at once get the whole file, as the standard allows.
    Never cached by anyone between. Raises Http404 where the store has no such file.
    """
    if settings.SEND_BY_NGINX:
        return _described(_handed_over(file), filename, as_attachment)
    size, modified = _measures(file)
    etag = _etag(file.name, size, modified)
    if _is_known(request, etag, modified):
        return _with_headers(_without_content(304), etag, modified)
    try:
        span = _wanted_span(request, size, etag, modified)
    except BadRange:
        response = _without_content(416)
        response["Content-Range"] = f"bytes */{size}"
        return _with_headers(response, etag, modified)
    response = _body(request, file, span or (0, size - 1))
    response["Content-Length"] = str(span[1] - span[0] + 1 if span else size)
    if span:
        response.status_code = 206
        response["Content-Range"] = f"bytes {span[0]}-{span[1]}/{size}"
    return _with_headers(_described(response, filename, as_attachment), etag, modified)


def send_text(request, text: str, *, filename: str):
    """Answer `request` with what is made anew each time and is small."""
    content = text.encode()
    response = _described(HttpResponse(content), filename, as_attachment=False)
    response["ETag"] = quote_etag(blake2b(content, digest_size=16).hexdigest())
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _described(response, filename: str, as_attachment: bool):
    response["Content-Type"] = TYPES.get(suffix(filename)) or mimetypes.guess_type(filename)[0] or UNKNOWN
    disposition = "attachment" if as_attachment else "inline"
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(filename)}"
    return _private(response)


def _handed_over(file):
    """nginx answers ranges and conditions itself, from its own disk or from the store behind a signed address."""
    response = HttpResponse()
    response["X-Accel-Redirect"] = _address_for_nginx(file)
    return response


def _address_for_nginx(file) -> str:
    """A store behind an address is not asked first whether it has the file: nginx finds out."""
    try:
        path = file.storage.path(file.name)
    except NotImplementedError:
        signed = urlsplit(file.storage.url(file.name))
        return f"{IN_STORE}{signed.path}?{signed.query}"
    if not Path(path).exists():
        logger.error("the stored file %s is missing (%r)", file.name, file.instance)
        raise Http404
    return f"{ON_DISK}{quote(file.name)}"


def _private(response):
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _measures(file) -> tuple[int, int]:
    """Size in bytes and the second of its last change."""
    try:
        return file.size, int(file.storage.get_modified_time(file.name).timestamp())
    except FileNotFoundError:
        logger.error("the stored file %s is missing (%r)", file.name, file.instance)
        raise Http404 from None


def _etag(name: str, size: int, modified: int) -> str:
    """The same in every process; a stored name is never given to other content, so the tag is a strong one."""
    return quote_etag(f"{modified:x}-{size:x}-{blake2b(name.encode(), digest_size=8).hexdigest()}")


def _with_headers(response, etag: str, modified: int):
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Accept-Ranges"] = "bytes"
    return _private(response)


def _without_content(status: int):
    response = HttpResponse(status=status)
    del response["Content-Type"]
    return response


def _is_known(request, etag: str, modified: int) -> bool:
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        return tags.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and modified <= since


def _wanted_span(request, size: int, etag: str, modified: int) -> tuple[int, int] | None:
    """First and last byte asked for, or None for the whole file (ranges are for GET alone). Raises BadRange."""
    header = request.headers.get("Range", "").strip() if request.method == "GET" else ""
    if not RANGES_WE_KNOW.match(header) or not _still_the_same(request, etag, modified):
        return None
    if "," in header:
        return None
    match = ONE_RANGE.match(header.replace(" ", "").lower())
    if not match or match[0] == "bytes=-":
        raise BadRange
    first, last = match.groups()
    if not first:
        span = max(0, size - int(last)), size - 1
    else:
        span = int(first), min(int(last) if last else size - 1, size - 1)
    if span[0] > span[1]:
        raise BadRange
    return span


def _still_the_same(request, etag: str, modified: int) -> bool:
    """If-Range: the part is only good beside the edition the reader already holds."""
    validator = request.headers.get("If-Range")
    return validator is None or validator.strip() in (etag, http_date(modified))


def _body(request, file, span: tuple[int, int]):
    if request.method == "HEAD":
        return HttpResponse()
    if hasattr(request, "scope"):  # ASGI: a synchronous iterator would be read into memory whole
        return StreamingHttpResponse(_pieces_async(file, *span))
    return StreamingHttpResponse(_pieces(file, *span))


def _pieces(file, first: int, last: int):
    with file.storage.open(file.name) as stream:
        stream.seek(first)
        left = last - first + 1
        while left > 0 and (piece := stream.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


async def _pieces_async(file, first: int, last: int):
    pieces = _pieces(file, first, last)
    try:
        while (piece := await sync_to_async(next, thread_sensitive=False)(pieces, None)) is not None:
            yield piece
    finally:
        # A reader who leaves while a piece is being read: the generator closes itself when that is done.
        with suppress(ValueError):
            pieces.close()
