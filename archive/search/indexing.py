"""The entries of a thing: its text in stretches, folded, with the places of its pages and lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db import models, transaction
from django.db.models import Manager
from wagtail.search import index

from archive.search.folding import BREAK, fold, grams_of
from archive.search.models import Entry, Wording
from archive.search.querysets import content_type_of
from sessions.dates import fiscal_year_of
from sessions.models import Series

STRETCH = 3000  # characters: a few minutes of speech, a page or several slides; far below what any index forgets
OVERLAP = 60  # so that no word is lost where a page is cut
ROWS_AT_ONCE = 100


@dataclass
class Stretch:
    """Some text and where its parts begin: each (offset, label, fragment)."""

    text: str = ""
    marks: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, label: str, fragment: str, text: str) -> None:
        if self.text:
            self.text += "\n"
        self.marks.append((len(self.text), label, fragment))
        self.text += text


def write_entries(model, things: Iterable[models.Model]) -> None:
    """Let the index say what `things` (of `model`) say; what has not changed is not written again."""
    content_type = content_type_of(model)
    for thing in things:
        with transaction.atomic():
            _write(thing, Entry.objects.filter(content_type=content_type, object_id=thing.pk), content_type)


def _write(thing, held, content_type) -> None:
    """A stretch at a time, so that a thick report is never in memory twice."""
    parts, facts = 0, _facts(thing)
    title, known = _title(thing), _known(thing)
    stretches = _stretches(thing)
    while rows := list(islice(stretches, ROWS_AT_ONCE)):
        numbered = dict(enumerate(rows, start=parts))
        there = {entry.part: entry for entry in held.filter(part__in=numbered).with_wording()}
        changed = [
            (part, row, is_open)
            for part, (row, is_open) in numbered.items()
            if part not in there or not _same(there[part], title, known, row, is_open)
        ]
        held.filter(part__in=[part for part, _, _ in changed]).delete()
        place = {"content_type": content_type, "object_id": thing.pk, **facts}
        _create(_entry(title, known, row, part=part, is_open_text=is_open, **place) for part, row, is_open in changed)
        parts += len(rows)
    held.filter(part__gte=parts).delete()
    held.exclude(**facts).update(**facts)


def create_entries(things: Iterable[models.Model]) -> None:
    """The entries of things that have none yet, many at a time."""
    waiting: list[Entry] = []
    for thing in things:
        place = {"content_type": content_type_of(type(thing)), "object_id": thing.pk, **_facts(thing)}
        title, known = _title(thing), _known(thing)
        for part, (row, is_open) in enumerate(_stretches(thing)):
            waiting.append(_entry(title, known, row, part=part, is_open_text=is_open, **place))
        if len(waiting) > ROWS_AT_ONCE:
            _create(waiting)
            waiting = []
    _create(waiting)


def _create(entries: Iterable[Entry]) -> None:
    made = Entry.objects.bulk_create(entries)
    for entry in made:
        entry.wording.entry = entry  # which has its key now
    Wording.objects.bulk_create([entry.wording for entry in made])


def _same(entry: Entry, title: str, known: str, row: Stretch, is_open: bool) -> bool:
    wording = entry.wording
    there = wording.title, wording.known, wording.text, wording.marks, entry.is_open_text
    return there == (title, known, row.text, [list(mark) for mark in row.marks], is_open)


def _entry(title: str, known: str, row: Stretch, **place) -> Entry:
    title_atoms = fold(title).atoms
    atoms = BREAK.join((title_atoms, fold(known).atoms, fold(row.text).atoms))
    entry = Entry(size=len(atoms), title_atoms=title_atoms, atoms=atoms, **place)
    grams = " ".join(sorted(grams_of(atoms)))
    Wording(entry=entry, title=title, known=known, text=row.text, marks=row.marks, grams=grams)
    return entry


def _stretches(thing) -> Iterator[tuple[Stretch, bool]]:
    """Each stretch, and whether it is open text. What can be closed has one of its own, without any text, for that."""
    can_be_closed = hasattr(type(thing)._default_manager, "listed_for")
    if can_be_closed:
        yield Stretch(), True
    stretch = Stretch()
    for label, fragment, text in _parts(thing):
        if stretch.text and len(stretch.text) + len(text) > STRETCH:
            yield stretch, False
            stretch = Stretch()
        stretch.add(label, fragment, text)
    if stretch.text or not can_be_closed:
        yield stretch, False


def _parts(thing) -> Iterator[tuple[str, str, str]]:
    """(label, fragment, text) of what the thing says, none longer than a stretch."""
    own = "\n".join(text for text in _texts(thing, thing.get_search_fields()) if text)
    told = thing.search_parts() if hasattr(thing, "search_parts") else ()
    for label, fragment, text in (("", "", own), *told) if own else told:
        text = text.replace("\x00", " ").strip()
        for begin in range(0, len(text), STRETCH - OVERLAP):
            yield label, fragment, text[begin : begin + STRETCH]


def _texts(thing, fields) -> Iterator[str]:
    """What its search fields hold, the title apart; those of related things too."""
    for each in fields:
        if isinstance(each, index.RelatedFields):
            related = each.get_value(thing)
            for other in related.all() if isinstance(related, Manager) else filter(None, [related]):
                yield from _texts(other, each.fields)
        elif isinstance(each, index.SearchField) and each.field_name != "title":
            yield _in_words(each.get_value(thing))


def _in_words(value) -> str:
    if isinstance(value, (list, tuple)):
        return "\n".join(map(_in_words, value))
    return "" if value is None else str(value)


def _title(thing) -> str:
    """Its title, or what a thing with several says it is found by."""
    title = getattr(thing, "title_to_find", None) or getattr(thing, "title", thing)
    return str(title).replace("\x00", " ")


def _known(thing) -> str:
    """What whoever knows of the thing reads beside its title: its kind and place."""
    return thing.search_known() if hasattr(thing, "search_known") else ""


def _facts(thing) -> dict[str, int | None]:
    """Where it belongs: its fiscal year and its series."""
    day: date | None = getattr(thing, "day", None)
    year = getattr(thing, "fiscal_year", None) or (fiscal_year_of(day) if day else None)
    series = thing.pk if isinstance(thing, Series) else getattr(thing, "series_id", None)
    return {"fiscal_year": year, "series": series}
