"""Sending a film of 1 GB: how busy the app is behind nginx, and what parallel ranges and a jump cost without it.

`python -m tests.load.delivery`, on the database that DATABASE_URL says. The film is the demo's own, over and over.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import django

from tests.load.client import measure
from tests.load.database import own_database
from tests.load.server import ROOT, cpu_seconds, free_port, serving, wait_for

FILM, BYTES = "/videos/1/stream/video.mp4", 1_000_000_000
READERS, RANGE = 200, 5_000_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, own_database(folder) as environment:
        os.environ.update(environment)
        django.setup()
        size, cookie = prepare(Path(folder))
        say(f"a film of {size / 1e6:,.0f} MB")
        with serving("config.wsgi:application", {**environment, "SEND_BY_NGINX": "1"}) as (port, pid):
            measure(port, FILM, seconds=1, cookie=cookie)  # warm
            before = cpu_seconds(pid)
            count, latencies = measure(port, FILM, seconds=5, cookie=cookie)
            busy = (cpu_seconds(pid) - before) / count * 1000
            say(f"behind nginx: {busy:.2f} ms of CPU a request, p95 {latencies[int(count * 0.95)] * 1000:.1f} ms")
        with embedded() as (port, pid):
            say(asyncio.run(parallel_ranges(port, pid, size, cookie)))
            say(jump(port, pid, cookie))


def prepare(folder: Path) -> tuple[int, str]:
    """The first video as one of 1 GB, open to the participant whose cookie is given."""
    from django.test import Client  # noqa: PLC0415 - the environment comes first

    from archive.models import Conversion, Video  # noqa: PLC0415
    from studygroup.models import User  # noqa: PLC0415

    video = Video.objects.get(pk=1)
    loops = BYTES // video.file.size
    name = "videos/long.mp4"
    command = ["ffmpeg", "-v", "error", "-stream_loop", str(loops), "-i", video.file.path, "-c", "copy"]
    subprocess.run([*command, "-movflags", "+faststart", folder / "media" / name], check=True)
    Conversion.objects.all().delete()
    Video.objects.filter(pk=1).update(file=name, poster="")
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="participant@demo.example"))
    return (folder / "media" / name).stat().st_size, f"sessionid={client.cookies['sessionid'].value}"


@contextmanager
def embedded():
    """The web process of `make run`: yields (port, process id)."""
    port = free_port()
    command = ["uvicorn", "config.asgi:application", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen([sys.executable, "-m", *command, "--log-level", "error"], cwd=ROOT)
    try:
        wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


async def parallel_ranges(port: int, pid: int, size: int, cookie: str) -> str:
    """All readers at once, each a stretch of its own."""
    await read_range(port, 0, cookie)
    before = peak = resident(pid)
    begun = time.perf_counter()
    step = (size - RANGE) // READERS
    reading = asyncio.gather(*(read_range(port, number * step, cookie) for number in range(READERS)))
    while not reading.done():
        await asyncio.sleep(0.02)
        peak = max(peak, resident(pid))
    lengths = await reading
    whole = sum(length == RANGE for length in lengths)
    return (
        f"{READERS} ranges of {RANGE / 1e6:.0f} MB at once: {whole} whole in {time.perf_counter() - begun:.1f} s; "
        f"memory {before / 1e6:.0f} MB before, {peak / 1e6:.0f} MB at most"
    )


async def read_range(port: int, first: int, cookie: str) -> int:
    """How many bytes came of the stretch that begins at `first`."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [
        f"GET {FILM} HTTP/1.1",
        "Host: localhost",
        f"Cookie: {cookie}",
        f"Range: bytes={first}-{first + RANGE - 1}",
    ]
    writer.write("\r\n".join([*lines, "Connection: close", "", ""]).encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 206"):
        raise RuntimeError(head.decode())
    count = 0
    while piece := await reader.read(262_144):
        count += len(piece)
    writer.close()
    return count


def jump(port: int, pid: int, cookie: str) -> str:
    """Chromium opens the page and jumps to nine tenths of the film."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    name, _, value = cookie.partition("=")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context()
        context.add_cookies([{"name": name, "value": value, "url": f"http://localhost:{port}"}])
        page = context.new_page()
        page.goto(f"http://localhost:{port}/videos/1/")
        while page.evaluate("document.querySelector('video').readyState") < 2:
            page.wait_for_timeout(100)
        read, begun = bytes_read(pid), time.perf_counter()
        page.evaluate(JUMP)
        took, read = time.perf_counter() - begun, bytes_read(pid) - read
        browser.close()
    return f"Chromium jumps to nine tenths: {took:.1f} s, {read / 1e6:.0f} MB of the file read"


JUMP = """new Promise((done) => {
  const video = document.querySelector("video");
  video.addEventListener("seeked", done, { once: true });
  video.currentTime = video.duration * 0.9;
})"""


def resident(pid: int) -> int:
    """Bytes of memory that the process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def bytes_read(pid: int) -> int:
    """What the process has read from files so far."""
    return int(Path(f"/proc/{pid}/io").read_text().split()[1])


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
