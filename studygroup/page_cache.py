"""Pages of anonymous readers, kept a minute at most and never past the next moment at which they would differ.

Two places: this process's memory, and a shared cache behind it. Both are keyed by a version that any change of content
raises; it is re-read at most once a second. Beside whole pages, small values that every page shows (navigation,
contact, banner) are remembered per version with `remember`. A shared cache that is away costs no kept page.
"""

import hashlib
import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache, caches
from django.utils import timezone
from wagtail import hooks

LIFETIME_SECONDS = 60
VERSION_KEY = "pages:version"
REREAD_SECONDS = 1.0 if settings.PAGE_CACHE_MEMORY else 0.0
PAGES_IN_MEMORY = 500 if settings.PAGE_CACHE_MEMORY else 0

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptPage:
    """A finished answer: its headers, its body, and the real time (`time.time()`) at which it is thrown away."""

    headers: tuple[tuple[str, str], ...]
    content: bytes
    until: float


@dataclass(frozen=True)
class Term:
    """What an answer made now may be kept for: the version it belongs to and the real time at which it ends."""

    version: str
    until: float


_memory: dict[tuple[str, str], KeptPage] = {}
_remembered: dict[str, tuple[str, Any]] = {}
_version = {"value": "", "read_at": float("-inf")}


def current_version() -> str:
    """The version all kept pages belong to, as this process last saw it."""
    now = time.monotonic()
    if now - _version["read_at"] >= REREAD_SECONDS:
        value = _shared(cache.get, VERSION_KEY) or _new_version()
        if value != _version["value"]:
            _memory.clear()
        _version.update(value=value, read_at=now)
    return _version["value"]


def raise_version() -> None:
    """Let every process forget its pages: now here, within a second elsewhere."""
    _version.update(value=_new_version(), read_at=time.monotonic())
    _memory.clear()


def _new_version() -> str:
    value = uuid.uuid4().hex
    _shared(cache.set, VERSION_KEY, value, timeout=None)
    return value


def find(address: str) -> KeptPage | None:
    """The kept answer for `address`, from memory or from the shared cache."""
    version = current_version()
    page = _memory.get((version, address))
    if page is None:
        page = _shared(caches["pages"].get, _key(version, address))
        if page is not None:
            _hold(version, address, page)
    return page if page and page.until > time.time() else None


def term() -> Term:
    """Asked before an answer is made, so that what changes meanwhile leaves it too old to be kept or found."""
    return Term(current_version(), time.time() + seconds_until_next_boundary())


def keep(address: str, headers: tuple[tuple[str, str], ...], content: bytes, term: Term) -> None:
    """Keep an answer for its `term`; not at all if that has ended, or the version was raised since."""
    seconds = term.until - time.time()
    if seconds <= 0 or term.version != current_version():
        return
    page = KeptPage(headers, content, term.until)
    _hold(term.version, address, page)
    _shared(caches["pages"].set, _key(term.version, address), page, timeout=seconds)


def _key(version: str, address: str) -> str:
    return f"page:{version}:{hashlib.sha256(address.encode()).hexdigest()}"


def _hold(version: str, address: str, page: KeptPage) -> None:
    if len(_memory) >= PAGES_IN_MEMORY:
        _memory.clear()
    if PAGES_IN_MEMORY:
        _memory[version, address] = page


def _shared(ask: Callable, *args, **options) -> Any:
    """`ask` the shared cache; None where it is away, whatever its client raises then."""
    try:
        return ask(*args, **options)
    except Exception:
        logger.exception("the shared cache did not answer")
        return None


def seconds_until_next_boundary() -> float:
    """How long a page made now stays true, at most `LIFETIME_SECONDS`."""
    boundary: datetime | None = remember("next_boundary", _next_boundary)
    now = timezone.now()
    if boundary is not None and boundary <= now:
        _remembered.pop("next_boundary", None)
        boundary = remember("next_boundary", _next_boundary)
    if boundary is None:
        return LIFETIME_SECONDS
    return min(LIFETIME_SECONDS, (boundary - now).total_seconds())


def _next_boundary() -> datetime | None:
    """The first moment after now at which some page reads differently, as the apps tell by the hook."""
    moments = [moment for ask in hooks.get_hooks("page_boundary") if (moment := ask())]
    return min(moments, default=None)


def remember(name: str, build: Callable[[], Any]) -> Any:
    """`build()`, once per version and process."""
    version = current_version()
    kept_version, value = _remembered.get(name, ("", None))
    if kept_version != version:
        value = build()
        _remembered[name] = (version, value)
    return value
