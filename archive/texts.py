"""What stands inside an uploaded file, read by a child process within limits of memory and time."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from archive.files import suffix

READABLE = (".pdf", ".docx", ".pptx", ".xlsx")
SECONDS = {"check": 30, "read": 180}
PIECE = 1024 * 1024
REASONS = {
    "memory": "ファイルが複雑すぎて、決められた量のメモリーでは読み取れませんでした。",
    "time": "決められた時間のうちに読み取れませんでした。",
    "PdfiumError": "PDFが壊れているため、読み取れませんでした。",
    "BadZipFile": "ファイルが壊れているため、読み取れませんでした。",
}
OTHER_REASON = "ファイルの中身を読み取れませんでした。"


class Unreadable(Exception):
    """Says in a sentence why a file could not be read."""


@dataclass(frozen=True)
class Read:
    """A page, slide or sheet; `picture` is the path of its picture, or None."""

    number: int
    label: str
    text: str
    picture: Path | None


def is_readable(name: str) -> bool:
    return suffix(name) in READABLE


@contextmanager
def pages_of(file) -> Iterator[Iterator[Read]]:
    """The pages of a stored file (a FieldFile), one after the other; their pictures last as long as the context.

    Raises Unreadable.
    """
    with tempfile.TemporaryDirectory(prefix="material-") as name:
        folder = Path(name)
        copy = folder / f"file{suffix(file.name)}"
        with file.storage.open(file.name) as stream:
            _copy(stream, copy)
        with _run("read", copy, folder).open(encoding="utf-8") as lines:
            yield (_page(json.loads(line), folder) for line in lines if line.strip())


def check_pdf(stream) -> dict:
    """`encrypted`, `active` (starts something when opened) and `pages` of a PDF. Raises Unreadable."""
    with tempfile.TemporaryDirectory(prefix="upload-") as name:
        copy = Path(name) / "file.pdf"
        stream.seek(0)
        _copy(stream, copy)
        stream.seek(0)
        return json.loads(_run("check", copy, Path(name)).read_text(encoding="utf-8"))


def _copy(stream, to: Path) -> None:
    with to.open("wb") as out:
        while piece := stream.read(PIECE):
            out.write(piece)


def _page(line: dict, folder: Path) -> Read:
    picture = folder / line["picture"] if "picture" in line else None
    text = line["text"].replace("\x00", "")  # no database holds it
    return Read(line["number"], line["label"].replace("\x00", "")[:100], text, picture)


def _run(mode: str, path: Path, folder: Path) -> Path:
    """Where the child's lines lie, once it has ended well: in a file, so that none of it waits in memory."""
    output = folder / "output.jsonl"
    command = [sys.executable, "-m", "archive.texts_child", mode, str(path), suffix(path.name), str(folder)]
    with output.open("wb") as out:
        try:
            ended = subprocess.run(  # noqa: S603 - our own program; the file's name is one we gave it
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.DEVNULL,
                cwd=settings.BASE_DIR,
                env={"PATH": os.defpath, "PYTHONIOENCODING": "utf-8"},
                timeout=SECONDS[mode],
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unreadable(REASONS["time"]) from None
    if ended.returncode:
        raise Unreadable(_reason(output, ended.returncode))
    return output


def _reason(output: Path, code: int) -> str:
    """A child that was killed by a limit could not say so itself."""
    if code < 0:
        return REASONS["time"] if -code in (9, 24) else REASONS["memory"]
    with output.open("rb") as stream:
        stream.seek(max(0, output.stat().st_size - 200))
        last = stream.read().splitlines()[-1:] or [b"{}"]
    try:
        return REASONS.get(json.loads(last[0]).get("error", ""), OTHER_REASON)
    except ValueError:
        return OTHER_REASON
