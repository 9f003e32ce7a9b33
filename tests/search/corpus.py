"""The documents and questions by which recall and precision are measured; the figures are printed by `make bench`."""

import re
from datetime import date
from pathlib import Path
from statistics import mean

from archive.models import Material
from archive.search.indexing import write_entries
from archive.search.models import synonyms
from archive.search.questions import parse
from archive.search.results import find
from sessions.enums import Audience
from sessions.models import Programme

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]


def write_documents() -> dict[int, str]:
    """The corpus as materials open to all; by primary key the document's own key."""
    programme = Programme.objects.first()
    keys = {}
    for key, title, text in rows("documents.txt"):
        material = Material.objects.bulk_create(
            [
                Material(
                    title=title,
                    programme=programme,
                    fiscal_year=2021,
                    audience=Audience.PUBLIC,
                    announced_on=date(2021, 4, 1),
                    file="document.pdf",
                )
            ]
        )[0]
        material.search_parts = lambda text=text: [("", "", text)]
        write_entries(Material, [material])
        keys[material.pk] = key
    return keys


def expected(named: str, keys) -> set[str]:
    """Documents by their own keys, or whole topics by the letters before the number."""
    wanted = set(named.split())
    return {key for key in keys if key in wanted or re.sub(r"\d+$", "", key) in wanted}


def measure(user, name: str, keys: dict[int, str]) -> dict:
    """Recall and precision over the questions in `name`, and each that is not answered fully and solely."""
    recalls, precisions, faults = [], [], {}
    for typed, named in rows(name):
        wanted = expected(named, keys.values())
        findings = find(user, parse(typed, synonyms()))
        found = {keys[key.object_id] for key in findings.of_kind("material") if key.object_id in keys}
        recalls.append(len(found & wanted) / len(wanted))
        precisions.append(len(found & wanted) / len(found) if found else 0.0)
        if found != wanted:
            faults[typed] = {"missed": sorted(wanted - found), "wrong": sorted(found - wanted)}
    return {"recall": round(mean(recalls), 3), "precision": round(mean(precisions), 3), "faults": faults}
