"""Where files lie, and what can be read off them."""

import re
import uuid

from pypdf import PdfReader
from pypdf.errors import PyPdfError

ENDING = re.compile(r"\.[a-z0-9]{1,8}\Z")


def suffix(name: str) -> str:
    """The ending of a name, lower case with its dot, or nothing: 「第1回.次第 最終版」 has none."""
    ending = ENDING.search((name or "").lower())
    return ending[0] if ending else ""


def material_path(instance, filename: str) -> str:
    """A name nobody can guess and no reader sees; the address shown is `Material.filename`."""
    return f"materials/{uuid.uuid4().hex}{suffix(filename)}"


def video_path(instance, filename: str) -> str:
    return f"videos/{uuid.uuid4().hex}{suffix(filename)}"


def page_count(file) -> int | None:
    """Pages of a stored PDF; None for anything else, or a PDF that cannot be read."""
    if not file or suffix(file.name) != ".pdf":
        return None
    try:
        with file.storage.open(file.name) as stream:
            return len(PdfReader(stream).pages)
    except (PyPdfError, OSError, ValueError):
        return None
