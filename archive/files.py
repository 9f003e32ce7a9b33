"""Where files lie, and what can be read off them."""

import re
import uuid
from functools import cached_property
from pathlib import Path

from django.core.files import File

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


def picture_path(instance, filename: str) -> str:
    return f"pictures/{uuid.uuid4().hex}{suffix(filename)}"


def bundle_path(instance, filename: str) -> str:
    return f"bundles/{uuid.uuid4().hex}.zip"


def opens_in_browser(name: str) -> bool:
    """A PDF is read where it is; anything else is saved, so that no uploaded page runs under our name."""
    return suffix(name) == ".pdf"


def type_label(name: str) -> str:
    return suffix(name).lstrip(".").upper() or "—"


class LocalFile(File):
    """A file of this machine on its way into the store: moved where the store is local, else opened and read."""

    def __init__(self, path: Path, name: str = ""):
        self.path = path
        self.name = name or path.name

    @cached_property
    def file(self):
        return self.path.open("rb")

    @property
    def closed(self) -> bool:
        return "file" not in self.__dict__ or self.file.closed

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def temporary_file_path(self) -> str:
        return str(self.path)

    def open(self, mode=None):
        self.file = self.path.open("rb")
        return self

    def close(self):
        if not self.closed:
            self.file.close()

    def chunks(self, chunk_size=None):
        with self.path.open("rb") as stream:
            while piece := stream.read(chunk_size or self.DEFAULT_CHUNK_SIZE):
                yield piece
