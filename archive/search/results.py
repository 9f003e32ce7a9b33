"""What a reader finds: things in order, by kind, and of each what this reader may be shown."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from wagtail.search.index import get_indexed_models

from archive import rules
from archive.search.marking import Passage, Piece, mark, passages
from archive.search.models import Entry, Wording
from archive.search.questions import Question
from archive.wording import closed_in_words
from studygroup.found import Found

ENTRIES_OF_THING = 3
KINDS_FIRST = "page session news material video"  # others, not found in it, before them


class Key(NamedTuple):
    """One thing: its content type and its primary key."""

    content_type: int
    object_id: int


@dataclass(frozen=True)
class Hit:
    """A thing as this reader may see it. Where `reason` says why it is closed, there are no passages."""

    found: Found
    title: list[Piece]
    passages: list[Passage] = field(default_factory=list)
    reason: str = ""

    @property
    def text_url(self) -> str:
        """Where its pages or lines are read."""
        return self.found.text_url or self.found.url


@dataclass(frozen=True)
class Group:
    key: str
    label: str
    count: int
    hits: list[Hit]

    @property
    def has_more(self) -> bool:
        return self.count > len(self.hits)


@dataclass
class Findings:
    """Every thing found, the best first, each with its best entries."""

    user: object
    question: Question
    entries: dict[Key, list[int]]

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def kinds(self) -> dict[tuple[str, str], list[Key]]:
        """By kind (key and label of a group), the kind of the best thing first: the things."""
        found: dict[tuple[str, str], list[Key]] = {}
        kinds: dict[int, tuple[str, str]] = {}
        for key in self.entries:
            if key.content_type not in kinds:
                kinds[key.content_type] = _kind_of(key.content_type)
            found.setdefault(kinds[key.content_type], []).append(key)
        return found

    def counts(self) -> Counter:
        """By kind (the key of a group): how many."""
        return Counter({kind: len(keys) for (kind, _), keys in self.kinds.items()})

    def of_kind(self, wanted: str) -> list[Key]:
        return next((keys for (kind, _), keys in self.kinds.items() if kind == wanted), [])

    def groups(self, most: int) -> list[Group]:
        """By kind, of each the best, at most `most`."""
        best = [key for keys in self.kinds.values() for key in keys[:most]]
        shown = dict(zip(best, self.show(best), strict=True))
        return [
            Group(kind, label, len(keys), [shown[key] for key in keys[:most] if shown[key]])
            for (kind, label), keys in self.kinds.items()
        ]

    def show(self, keys: list[Key]) -> list[Hit | None]:
        """`keys` as hits, in their order; None for what has gone meanwhile."""
        things = _things(self.user, keys)
        wanted = [pk for key in keys for pk in self.entries[key]]
        wordings = Wording.objects.only("text", "marks").in_bulk(wanted)
        patterns = self.question.patterns
        return [
            _hit(things[key], [wordings[pk] for pk in self.entries[key] if pk in wordings], patterns)
            if key in things
            else None
            for key in keys
        ]


@cache
def searched_models() -> tuple[type, ...]:
    """Every model that is indexed and can say what a reader may open."""
    return tuple(
        model
        for model in get_indexed_models()
        if hasattr(model._default_manager, "visible_to") and hasattr(model, "search_found")
    )


def kinds() -> list[tuple[str, str]]:
    """Key and label of every kind of thing that can be found, in the order in which a reader chooses."""
    return sorted({model.search_group for model in searched_models()}, key=lambda kind: KINDS_FIRST.find(kind[0]))


def _kind_of(content_type: int) -> tuple[str, str]:
    """Key and label of the kind of thing."""
    return ContentType.objects.get_for_id(content_type).model_class().search_group


def readable_entries(user):
    return Entry.objects.readable_by(user, searched_models())


def find(user, question: Question, *, year: int | None = None, series: int | None = None) -> Findings:
    """Everything that `user` may know of and that answers `question`."""
    readable = readable_entries(user)
    found = readable.in_place(year=year, series=series).matching(question).without(question, readable)
    rows = found.by_relevance(question).values_list("pk", "content_type_id", "object_id") if question else ()
    entries: dict[Key, list[int]] = {}
    for pk, content_type, object_id in rows:
        best = entries.setdefault(Key(content_type, object_id), [])
        if len(best) < ENTRIES_OF_THING:
            best.append(pk)
    return Findings(user, question, entries)


def _things(user, keys: list[Key]) -> dict[Key, object]:
    """The things themselves, with `.access` where they can be closed."""
    things: dict[Key, object] = {}
    for content_type, same in groupby(sorted(keys), key=lambda key: key.content_type):
        model = ContentType.objects.get_for_id(content_type).model_class()
        queryset = model._default_manager.filter(pk__in=[key.object_id for key in same])
        queryset = queryset.with_place() if hasattr(queryset, "with_place") else queryset
        listed = rules.with_access(user, queryset) if hasattr(queryset, "listed_for") else queryset
        things |= {Key(content_type, thing.pk): thing for thing in listed}
    return things


def _hit(thing, wordings: list[Wording], patterns: list[str]) -> Hit:
    access = getattr(thing, "access", True)
    found = thing.search_found(bool(access))
    title = mark(found.title, patterns)
    if not access:
        return Hit(found, title, reason=closed_in_words(thing, access))
    return Hit(found, title, passages(wordings, patterns))
