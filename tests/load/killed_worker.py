"""Letters and a worker that dies: post many, kill the worker (SIGKILL) while it sends, and count what arrived.

The worker is Celery as in production, on the database and broker of `environment`, in a process group of its own.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from tests.load.server import ROOT
from tests.load.smtp import Server, mail_server

SECONDS_TO_START = 90
SECONDS_OF_SILENCE = 60
WAKE_AGAIN_SECONDS = 2.0


@dataclass(frozen=True)
class Outcome:
    letters: int
    kills: int
    arrived: int
    lost: int
    duplicates: int
    in_flight: int
    seconds: float


def send_with_kills(*, letters: int, kills: int, environment: dict[str, str], pool: str = "prefork") -> Outcome:
    """Post `letters` and send them, killing the worker `kills` times on the way, evenly spaced.

    `in_flight` counts the letters that a worker held when it was killed; no more than those may arrive twice.
    """
    from studygroup.notices.models import OutboxLetter  # noqa: PLC0415 - Django is set up by the caller

    addresses = post_letters(letters)
    in_flight, begun = 0, time.monotonic()
    with mail_server(seconds_per_letter=0.003) as server:
        environment = {**os.environ, **environment, "EMAIL_URL": server.url}
        for number in range(1, kills + 2):
            goal = letters * number // (kills + 1) if number <= kills else None
            worker = start_worker(environment, pool)
            try:
                wait_for_letters(server, goal, worker)
            finally:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait(20)
            if goal is not None:
                in_flight += leave_to_the_sweeper(OutboxLetter)
        arrived = Counter(recipient for recipient, _ in server.arrived)
    return Outcome(
        letters=letters,
        kills=kills,
        arrived=sum(arrived.values()),
        lost=len(addresses - set(arrived)),
        duplicates=sum(arrived.values()) - len(arrived),
        in_flight=in_flight,
        seconds=round(time.monotonic() - begun, 1),
    )


def post_letters(count: int) -> set[str]:
    from studygroup.notices.actions import post  # noqa: PLC0415
    from studygroup.notices.emails import Letter  # noqa: PLC0415

    letter = Letter(kind="soak", subject="見本の件名", body="見本の本文\n")
    addresses = {f"reader-{number}@test.example" for number in range(count)}
    for address in addresses:
        post(letter=letter, to=address, about=None, key=f"soak:{address}", by=None)
    return addresses


def start_worker(environment: dict[str, str], pool: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "config.celery", "worker", "--pool", pool]
    command += ["--concurrency", "2", "--loglevel", "ERROR", "--without-gossip", "--without-mingle"]
    return subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)


def wait_for_letters(server: Server, goal: int | None, worker: subprocess.Popen) -> None:
    """Until `goal` letters arrived, or without one until the outbox is empty; wakes the worker as the sweeper does."""
    from config.celery import app  # noqa: PLC0415
    from studygroup.notices.enums import LetterState  # noqa: PLC0415
    from studygroup.notices.models import OutboxLetter  # noqa: PLC0415

    deadline, seen, woken = time.monotonic() + SECONDS_TO_START, len(server.arrived), 0.0
    while goal is None or len(server.arrived) < goal:
        if time.monotonic() - woken > WAKE_AGAIN_SECONDS:
            app.send_task("notices.sweep")
            woken = time.monotonic()
            unsent = OutboxLetter.objects.filter(kind="soak").exclude(state=LetterState.SENT)
            if goal is None and not unsent.exists():
                return
        if len(server.arrived) > seen:
            deadline, seen = time.monotonic() + SECONDS_OF_SILENCE, len(server.arrived)
        if time.monotonic() > deadline or worker.poll() is not None:
            raise TimeoutError(f"{seen} letters arrived, then no more; the worker ended with {worker.poll()}")
        time.sleep(0.002)


def leave_to_the_sweeper(letters) -> int:
    """Make what the dead worker held five minutes old, as the sweeper finds it; returns how many letters it held."""
    from studygroup.notices.enums import LetterState  # noqa: PLC0415
    from studygroup.notices.querysets import STUCK_AFTER  # noqa: PLC0415

    held = letters.objects.filter(state=LetterState.SENDING)
    count = held.count()
    for letter in held:
        letters.objects.filter(pk=letter.pk).update(taken_at=letter.taken_at - STUCK_AFTER - timedelta(seconds=1))
    return count
