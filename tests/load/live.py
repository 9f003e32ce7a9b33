"""The live room under many readers, beside a bare broadcast and plain Channels in the same run.

`python -m tests.load.live --readers 100 500 1000 2000 --seconds 20`. One `live` process; PostgreSQL and Redis where
DATABASE_URL and REDIS_URL name them. Storing, rules and sessions are part of what is measured.
"""

import argparse
import asyncio
import http.client
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

import django

from tests.load.database import own_database
from tests.load.live_readers import close, open_readers, until_heard
from tests.load.server import cpu_seconds, free_port, wait_for

ROOT = Path(__file__).resolve().parents[2]
CODE = "mitigation-2021-2"
SENDERS = 40  # each writes no faster than a person may
UVICORN = ["--ws", "websockets-sansio", "--ws-max-size", "16384", "--ws-per-message-deflate", "false"]


@contextmanager
def running(command: list[str], port: int):
    """A server of one process until the block ends; yields its process id."""
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT)
    try:
        wait_for(port)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def uvicorn(application: str, port: int) -> list[str]:
    return ["uvicorn", application, "--host", "127.0.0.1", "--port", str(port), "--log-level", "error", *UVICORN]


def prepare() -> list[str]:
    """An open room, and the session keys of those who write in it."""
    from django.contrib.auth.models import Group  # noqa: PLC0415 - the environment comes first
    from django.test import Client  # noqa: PLC0415

    from sessions.live.actions.keeping import open_room  # noqa: PLC0415
    from sessions.models import StudySession  # noqa: PLC0415
    from studygroup.models import User  # noqa: PLC0415

    office = User.objects.get(email="secretariat@demo.example")
    open_room(study_session=StudySession.objects.get(code=CODE), by=office)
    keys = []
    for number in range(SENDERS):
        user = User.objects.create_user(f"sender{number}@load.example", name=f"sender{number}")
        user.groups.add(Group.objects.get(name="advisor"))
        browser = Client()
        browser.force_login(user)
        keys.append(browser.cookies["sessionid"].value)
    return keys


class Writer:
    """Posts as a browser does, on one kept connection."""

    def __init__(self, port: int, key: str):
        self.port, self.key = port, key
        self.wire = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def post(self, number: int) -> None:
        token = "t" * 32
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": f"sessionid={self.key}; csrftoken={token}",
            "X-CSRFToken": token,
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({"text": f"#{number}# {'あ' * 40}", "client_id": f"load-{os.getpid()}-{number}"})
        try:
            self.wire.request("POST", f"/live/{CODE}/acts/message-post/", body, headers)
            answer = self.wire.getresponse()
        except ConnectionError:  # the server let a connection go that was not used: sent again, it is the same piece
            self.wire.close()
            return self.post(number)
        answer.read()
        if answer.status != 200:
            raise RuntimeError(answer.status)


async def paced(readers, writers, count: int, a_second: float, first: int) -> list[float]:
    """`count` messages at a pace. Returns the milliseconds from each post to each reader's frame."""
    sent, loop, posts = {}, asyncio.get_running_loop(), []
    began = time.perf_counter()
    for number in range(first, first + count):
        await asyncio.sleep(max(0, began + (number - first) / a_second - time.perf_counter()))
        sent[number] = time.perf_counter()
        posts.append(loop.run_in_executor(None, writers[number % len(writers)].post, number))
    await asyncio.gather(*posts)
    await until_heard(readers, count, 20)
    return [(at - sent[number]) * 1000 for reader in readers for number, at in reader.heard]


def faults(readers, first: int, count: int) -> str:
    """Lost, doubled and out of order, over all readers. The order is that of the log: the same for everyone."""
    numbers = [[number for number, _ in reader.heard] for reader in readers]
    lost = sum(count - len(set(each)) for each in numbers)
    doubled = sum(len(each) - len(set(each)) for each in numbers)
    disordered = sum(each != numbers[0] for each in numbers)
    return f"lost {lost}, doubled {doubled}, in another order {disordered}"


async def flat_out(readers, writers, count: int, first: int) -> float:
    """Deliveries a second when four write as fast as they are answered."""
    loop, began = asyncio.get_running_loop(), time.perf_counter()

    async def write(share: int):
        for number in range(first + share, first + count, 4):
            await loop.run_in_executor(None, writers[number % len(writers)].post, number)

    await asyncio.gather(*(write(share) for share in range(4)))
    await until_heard(readers, count, 60)
    return sum(len(reader.heard) for reader in readers) / (time.perf_counter() - began)


async def baseline(port: int, count_readers: int, count: int) -> float:
    """Deliveries a second of a server that repeats to everyone what one reader says."""
    readers = await open_readers(count_readers, port, "/", {"Origin": f"http://localhost:{port}"})
    began = time.perf_counter()
    for number in range(count):
        readers[0].send_text(f"#{number}# {'a' * 80}")
        if number % 4 == 3:
            await until_heard(readers[:1], number - 3, 5)
    await until_heard(readers, count, 60)
    rate = sum(len(reader.heard) for reader in readers) / (time.perf_counter() - began)
    close(readers)
    return rate


def memory_of(pid: int) -> int:
    """KiB resident."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4


async def measure(pid: int, port: int, keys: list[str], options) -> None:
    writers = [Writer(port, key) for key in keys]
    number = 0
    for count_readers in options.readers:
        headers = {"Origin": f"http://localhost:{port}", "Cookie": f"sessionid={keys[0]}"}
        before, cpu = memory_of(pid), cpu_seconds(pid)
        readers = await open_readers(count_readers, port, f"/live/{CODE}/socket?after=999999", headers)
        await asyncio.sleep(2)
        joined = (cpu_seconds(pid) - cpu) * 1000 / count_readers, (memory_of(pid) - before) / count_readers
        count = int(options.seconds * options.rate)
        took = await paced(readers, writers, count, options.rate, number)
        cuts = quantiles(took, n=100)
        say(
            f"{count_readers} readers, {options.rate}/s: p50 {cuts[49]:.0f} p95 {cuts[94]:.0f} p99 {cuts[98]:.0f} ms; "
            f"{faults(readers, number, count)}; to join {joined[0]:.1f} ms CPU, {joined[1]:.0f} KiB"
        )
        number += count
        for reader in readers:
            reader.heard.clear()
        if count_readers == 500:
            rate = await flat_out(readers, writers, options.flat, number)
            say(f"500 readers, flat out: {rate:,.0f} deliveries a second; {faults(readers, number, options.flat)}")
            number += options.flat
        close(readers)
        await asyncio.sleep(1)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--readers", nargs="+", type=int, default=[100, 500, 1000, 2000])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=3)
    parser.add_argument("--flat", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, own_database(folder) as environment:
        os.environ.update(environment)
        django.setup()
        keys = prepare()
        port = free_port()
        with running(uvicorn("config.asgi:application", port), port) as pid:
            asyncio.run(measure(pid, port, keys, options))
        port = free_port()
        with running(["tests.load.live_baselines", "bare", str(port)], port):
            rate = asyncio.run(baseline(port, 500, options.flat))
            say(f"bare broadcast, 500 readers: {rate:,.0f} deliveries a second")
        port = free_port()
        with running(uvicorn("tests.load.live_baselines:channels", port), port):
            rate = asyncio.run(baseline(port, 500, options.flat))
            say(f"plain Channels, 500 readers: {rate:,.0f} deliveries a second")


if __name__ == "__main__":
    main()
