"""Where files lie, and what can be read off them."""

import uuid
from pathlib import PurePosixPath

from pypdf import PdfReader
from pypdf.errors import PyPdfError


def suffix(name: str) -> str:
    """The ending of a stored name, lower case with its dot, or nothing."""
    return PurePosixPath(name or "").suffix.lower()


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
