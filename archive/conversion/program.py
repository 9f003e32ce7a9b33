"""ffmpeg: found, and run without a shell under limits of time, memory, size and protocols."""

import os
import selectors
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import imageio_ffmpeg
from django.conf import settings

from archive.conversion.failures import Failure, failure_of

LIMITED = Path(__file__).with_name("limited.py")
MEMORY = 4 * 1024**3
LARGEST_FILE = 16 * 1024**3
THREADS = 2
SAID_BYTES = 16 * 1024
# Only films are read, and nothing but the file that is named: a playlist could name others.
READ_SAFELY = ["-protocol_whitelist", "file,pipe", "-format_whitelist", "mov,mp4"]
TIMED_OUT = "変換に時間がかかりすぎるため、止めました。"
HUNG = "変換が進まなくなったため、止めました。もう一度変換してください。"
NO_PROGRAM = "変換に使うプログラム（ffmpeg）がありません。情報システムの担当者にご連絡ください。"


def ffmpeg() -> str:
    """The setting, what the machine has, or the binary that comes with imageio-ffmpeg. Raises Failure."""
    found = settings.FFMPEG or shutil.which("ffmpeg")
    try:
        return str(found or imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise Failure(NO_PROGRAM, detail=str(error), may_pass=True) from None


@cache
def can_map_tones(program: str) -> bool:
    """Whether it can bring HDR into the range that every screen shows."""
    listed = subprocess.run([program, "-hide_banner", "-filters"], capture_output=True, timeout=30, check=False)  # noqa: S603
    return all(f" {name} ".encode() in listed.stdout for name in ("zscale", "tonemap"))


def run(
    arguments: list[str],
    *,
    folder: Path | None = None,
    seconds: float,
    silence: float | None = None,
    on_progress: Callable[[int], None] = lambda milliseconds: None,
) -> str:
    """Run ffmpeg with `arguments`; returns what it said. Raises Failure.

    It is stopped after `seconds`, and when it has not come further for `silence` seconds. `on_progress` hears how many
    milliseconds of the film are done.
    """
    limits = [str(number) for number in (MEMORY, int(seconds * THREADS) + 1, LARGEST_FILE)]
    program = ffmpeg()
    command = [sys.executable, "-I", "-S", str(LIMITED), *limits, program, "-hide_banner", "-nostdin", "-nostats"]
    command += ["-progress", "pipe:1", "-stats_period", "1", *arguments]
    try:
        child = subprocess.Popen(  # noqa: S603 - a list, never a shell
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            start_new_session=True,
        )
    except OSError as error:
        raise Failure(NO_PROGRAM, detail=str(error), may_pass=True) from None
    with child:
        try:
            said = Watch(child, seconds, silence or seconds, on_progress).follow()
        finally:
            child.kill()  # nothing goes on that nobody watches
    if child.returncode:
        raise failure_of(child.returncode, said)
    return said


class Watch:
    """Follows a running program: what it says, how far it is, and whether it still comes further."""

    def __init__(self, child, seconds: float, silence: float, on_progress: Callable[[int], None]):
        self.child, self.silence, self.on_progress = child, silence, on_progress
        self.ends_at = time.monotonic() + seconds
        self.moved_at = time.monotonic()
        self.done = -1
        self.said = b""
        self.unread = b""

    def follow(self) -> str:
        """Until it ends. Raises Failure when it takes too long or stands still."""
        with selectors.DefaultSelector() as streams:
            streams.register(self.child.stdout, selectors.EVENT_READ, self._hear_progress)
            streams.register(self.child.stderr, selectors.EVENT_READ, self._hear_words)
            while streams.get_map():
                self._check_time()
                for key, _ in streams.select(timeout=1):
                    heard = os.read(key.fd, 64 * 1024)
                    if heard:
                        key.data(heard)
                    else:
                        streams.unregister(key.fileobj)
        self.child.wait(timeout=30)
        return self._words()

    def _words(self) -> str:
        return self.said.decode(errors="replace")

    def _check_time(self) -> None:
        now = time.monotonic()
        if now > self.ends_at:
            raise Failure(TIMED_OUT, detail=self._words())
        if now > self.moved_at + self.silence:
            raise Failure(HUNG, detail=self._words(), may_pass=True)

    def _hear_words(self, heard: bytes) -> None:
        self.said = (self.said + heard)[:SAID_BYTES] if len(self.said) < SAID_BYTES else self.said

    def _hear_progress(self, heard: bytes) -> None:
        *lines, self.unread = (self.unread + heard).split(b"\n")
        for line in lines:
            name, _, value = line.partition(b"=")
            if name == b"out_time_us" and value.strip().isdigit():
                self._come_to(int(value) // 1000)

    def _come_to(self, milliseconds: int) -> None:
        if milliseconds > self.done:
            self.done = milliseconds
            self.moved_at = time.monotonic()
            self.on_progress(milliseconds)
