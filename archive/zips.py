"""What lies in the ZIP of a session, under names that Windows shows and takes."""

import re
from collections.abc import Iterable
from hashlib import sha256

from archive.files import suffix
from archive.models import Material
from sessions.models import StudySession

NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
LONGEST_NAME = 80

Content = tuple[int, str, str]  # key of the material, stored name, name inside


def contents_of(user, study_session: StudySession) -> list[Content]:
    """The files of `study_session` that `user` may open now, in order."""
    return contents(study_session.materials.visible_to(user).in_order())


def contents(materials: Iterable[Material]) -> list[Content]:
    found: list[Content] = []
    taken: set[str] = set()
    for material in materials:
        name = _free_name(material, taken)
        taken.add(name.casefold())
        found.append((material.pk, material.file.name, name))
    return found


def _free_name(material: Material, taken: set[str]) -> str:
    """「資料1 次第.pdf」; where two are called alike, the second with a number."""
    title = NOT_IN_NAMES.sub("_", material.title)[:LONGEST_NAME].strip(" .")
    stem, ending = f"資料{material.order} {title}", suffix(material.file.name)
    name, count = f"{stem}{ending}", 1
    while name.casefold() in taken:
        count += 1
        name = f"{stem}（{count}）{ending}"
    return name


def fingerprint_of(study_session: StudySession, found: list[Content]) -> str:
    """The same for the same editions under the same names."""
    told = "\n".join(f"{stored}\t{name}" for _, stored, name in found)
    return sha256(f"{study_session.pk}\n{told}".encode()).hexdigest()


def filename_of(study_session: StudySession) -> str:
    return f"{study_session.code}.zip"
