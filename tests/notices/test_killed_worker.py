"""A worker that is killed while it sends: no letter is lost."""

import os
from pathlib import Path

import pytest
from django.db import connection

from studygroup.notices.models import OutboxLetter
from tests.load.killed_worker import send_with_kills
from tests.parallel import real_commits as _django_db_helper  # noqa: F401


@pytest.fixture
def outbox(db):
    """As the worker's process sees it; what is written here is removed by hand."""
    yield
    OutboxLetter.objects.filter(kind="soak").delete()


def test_a_worker_killed_while_it_sends_loses_nothing(outbox):
    outcome = send_with_kills(letters=60, kills=1, environment=worker_environment())

    assert (outcome.lost, outcome.duplicates <= outcome.in_flight) == (0, True)


def worker_environment() -> dict[str, str]:
    """The worker's settings: production's, on the database and the broker of this test process."""
    folder = Path(os.environ["VAR_DIR"])
    for name in ("queue", "queue-control"):
        (folder / name).mkdir(exist_ok=True)
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        url = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    return {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": "platform:."}
