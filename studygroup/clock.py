"""The demo's clock: the site lives in October 2021, the same minute in every process and after a restart.

`follow_demo()` replaces `django.utils.timezone.now` before any app binds it, so Wagtail's scheduling, the worker and
our own rules follow, and `timesince`, by which the CMS says 「3分前」. Tokens, sign-in codes and limits read
`time.time()` and keep real time.

The offset is one row (`studygroup.DemoClock`) written by `load_demo` and replaced by `load_demo --rewind`. A thread of
its own with its own connection reads it at most once a second: `now()` is called inside transactions, on event loops
and before the table exists, and none of these may notice.
"""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from django.utils import timesince, timezone

REREAD_SECONDS = 1.0

real_now = timezone.now
real_timesince = timesince.timesince
_state = {"offset": timedelta(0), "read_at": None, "reader": None}


def demo_now() -> datetime:
    """The demo's present, aware, in UTC."""
    read_at = _state["read_at"]
    if read_at is None or time.monotonic() - read_at >= REREAD_SECONDS:
        if read_at is not None:
            _state["read_at"] = time.monotonic()  # others go on meanwhile by what was read before; the first wait
        _state["offset"] = _reader().submit(_read_offset).result()
        _state["read_at"] = time.monotonic()
    return datetime.now(tz=UTC) + _state["offset"]


def demo_timesince(moment, now=None, **options) -> str:
    """Django's own asks the machine's clock what "ago" counts from; this one asks the site's."""
    present = timezone.now() if getattr(moment, "tzinfo", None) else timezone.make_naive(timezone.now())
    return real_timesince(moment, now or present, **options)


def as_told(moment: datetime) -> datetime:
    """A moment of real time as the site's clock told it, such as the stamp that Python puts on a mail."""
    return moment + (timezone.now() - real_now())


def follow_demo() -> None:
    """Make `timezone.now` tell the demo's time in this process, and "3 minutes ago" count from it."""
    timezone.now = demo_now
    timesince.timesince = demo_timesince


def reread() -> None:
    """Look at the row again at the next question, not a second later."""
    _state["read_at"] = None


def _reader() -> ThreadPoolExecutor:
    if _state["reader"] is None:
        _state["reader"] = ThreadPoolExecutor(max_workers=1, thread_name_prefix="demo-clock")
    return _state["reader"]


def _read_offset() -> timedelta:
    # Django is not loaded yet when this module is imported by the settings.
    from django.apps import apps  # noqa: PLC0415
    from django.db import DatabaseError, connection  # noqa: PLC0415

    if not apps.models_ready:
        return _state["offset"]
    connection.close_if_unusable_or_obsolete()
    try:
        row = apps.get_model("studygroup", "DemoClock").objects.first()
    except DatabaseError:  # before the first migration
        return _state["offset"]
    return timedelta(seconds=row.offset_seconds) if row else timedelta(0)


def _forget_reader() -> None:
    _state.update(reader=None, read_at=None)


os.register_at_fork(after_in_child=_forget_reader)
