"""Pages of anonymous readers, kept a minute at most and never past the next moment at which they would differ.

Two places: this process's memory, and a shared cache behind it. Each page carries a version that any change of content
raises; it is re-read at most once a second. Beside whole pages, small values that every page shows (navigation,
contact, banner) are remembered per version with `remember`.
"""

import hashlib
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone
from wagtail import hooks

LIFETIME_SECONDS = 60
VERSION_KEY = "version"
REREAD_SECONDS = 1.0 if settings.PAGE_CACHE_MEMORY else 0.0
PAGES_IN_MEMORY = 500 if settings.PAGE_CACHE_MEMORY else 0


@dataclass(frozen=True)
class KeptPage:
    """A finished answer: its headers, its body, its version, and the real time (`time.time()`) at which it ends."""

    headers: tuple[tuple[str, str], ...]
    content: bytes
    version: str
    until: float


@dataclass(frozen=True)
class Term:
    """What an answer made now may be kept for: the version it belongs to and the real time at which it ends."""

    version: str
    until: float


_memory: dict[str, KeptPage] = {}
_remembered: dict[str, tuple[str, Any]] = {}
_version = {"value": "", "read_at": float("-inf")}


def current_version() -> str:
    """The version all kept pages belong to, as this process last saw it."""
    if not _is_version_fresh():
        _see_version(caches["pages"].get(VERSION_KEY))
    return _version["value"]


def raise_version() -> None:
    """Let every process forget its pages: now here, within a second elsewhere."""
    _see_version(uuid.uuid4().hex, is_new=True)


def _is_version_fresh() -> bool:
    return time.monotonic() - _version["read_at"] < REREAD_SECONDS


def _see_version(value: str | None, *, is_new: bool = False) -> None:
    """Go by `value` from now on; where the shared cache has lost it, put back what this process went by."""
    if value is None:
        value, is_new = _version["value"] or uuid.uuid4().hex, True
    if is_new:
        caches["pages"].set(VERSION_KEY, value, timeout=None)
    if value != _version["value"]:
        _memory.clear()
    _version.update(value=value, read_at=time.monotonic())


def find(address: str) -> KeptPage | None:
    """The kept answer for `address`, from memory, or with the version in one question to the shared cache."""
    page = _memory.get(address)
    if page is None or not _is_version_fresh():
        key = _key(address)
        shared = caches["pages"].get_many([VERSION_KEY, key])
        _see_version(shared.get(VERSION_KEY))
        page = _memory.get(address) or shared.get(key)
        if page is not None:
            _hold(address, page)
    return page if page and page.version == _version["value"] and page.until > time.time() else None


def term() -> Term:
    """Asked before an answer is made, so that what changes meanwhile leaves it too old to be kept or found."""
    return Term(current_version(), time.time() + seconds_until_next_boundary())


def keep(address: str, headers: tuple[tuple[str, str], ...], content: bytes, term: Term) -> None:
    """Keep an answer for its `term`; not at all if that has ended, or the version was raised since."""
    seconds = term.until - time.time()
    if seconds <= 0 or term.version != current_version():
        return
    page = KeptPage(headers, content, term.version, term.until)
    _hold(address, page)
    caches["pages"].set(_key(address), page, timeout=seconds)


def _key(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


def _hold(address: str, page: KeptPage) -> None:
    if address not in _memory and len(_memory) >= PAGES_IN_MEMORY:
        _memory.clear()
    if PAGES_IN_MEMORY:
        _memory[address] = page


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
