"""The log that the browser's module is tested with, applied by the server's: tests/site/test_live.py."""

import json
from pathlib import Path

from sessions.live.state import apply

LOG = Path(__file__).parent / "data" / "log.json"


def test_the_recorded_log_gives_the_recorded_state():
    log = json.loads(LOG.read_text(encoding="utf-8"))
    state = log["start"]

    for event in log["events"]:
        state = apply(state, event)

    assert state == log["end"]


def test_the_recorded_log_has_something_that_goes_again():
    log = json.loads(LOG.read_text(encoding="utf-8"))

    assert any(event["data"].get("gone") for event in log["events"])
