"""Loaded before Django's settings: each test process has its own files and cache, and the tests set the site's clock.

`timezone.now` is replaced before any app binds it, as the demo's clock does, so that defaults of model fields follow.
"""

import os
import tempfile
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.utils import timezone

DEMO_START = "2021-10-25T09:00+09:00"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")


class SiteClock:
    """The present as the tests set it: `clock.move_to("2021-12-29T00:00+09:00")`."""

    def __init__(self):
        self.move_to(DEMO_START)

    def move_to(self, moment: str) -> None:
        self.present = datetime.fromisoformat(moment)

    def __call__(self) -> datetime:
        return self.present.astimezone(timezone.get_fixed_timezone(0))


clock = SiteClock()
real_now = timezone.now
timezone.now = clock.__call__

os.environ.setdefault("SECRET_KEY", "for-tests-only-" + "x" * 50)
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix=f"study-group-tests-{WORKER}-")
Path(os.environ["VAR_DIR"], "static").mkdir()
if os.environ.get("REDIS_URL"):
    # The process that starts the workers loads this too, so its own number may stand there already.
    os.environ["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{int(WORKER) + 1}").geturl()
