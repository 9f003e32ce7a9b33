"""Sending a stored file: ranges, HEAD, If-Range and conditional answers (RFC 9110), in pieces."""

import logging
import mimetypes
import re
from contextlib import suppress
from hashlib import blake2b
from urllib.parse import quote

from asgiref.sync import sync_to_async
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import http_date, parse_http_date_safe, quote_etag

PIECE = 256 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})\Z")
RANGES_WE_KNOW = re.compile(r"bytes=", re.IGNORECASE)

logger = logging.getLogger(__name__)


class BadRange(Exception):
    """The range asked for is not one, or lies outside the file."""


def send_file(request, file, *, filename: str, as_attachment: bool = False):
    """Answer `request` with `file` (a FieldFile), whole or in the part asked for.

    Answers 304 to what the reader has, 206 to a range, 416 to a range that is not one; several ranges at once get the
    whole file, as the standard allows. Never cached by anyone between. Raises Http404 where the store has no such file.
    """
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
    response["Content-Type"] = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    response["Content-Length"] = str(span[1] - span[0] + 1 if span else size)
    if span:
        response.status_code = 206
        response["Content-Range"] = f"bytes {span[0]}-{span[1]}/{size}"
    disposition = "attachment" if as_attachment else "inline"
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(filename)}"
    return _with_headers(response, etag, modified)


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
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


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
