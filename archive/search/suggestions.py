"""What helps a reader who found nothing: fewer words, titles that come near; only of what this reader may know of."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.search.folding import atoms_of
from archive.search.questions import Question, parse
from archive.search.results import Findings, find, readable_entries

NEAR, TITLES, LOOKED_AT = 0.4, 3, 200


@dataclass(frozen=True)
class Suggestion:
    """Words to ask instead, and how many things they find."""

    words: str
    count: int


def fewer_words(user, question: Question) -> list[Suggestion]:
    """Each word alone, where several together found nothing."""
    if len(question.words) < 2:
        return []
    asked = [(word.typed, find(user, parse(f'"{word.typed}"'))) for word in question.words]
    return [Suggestion(typed, len(found)) for typed, found in asked if len(found)]


def near_titles(user, question: Question) -> list[Suggestion]:
    """「もしかして」: titles that are spelled much like what was asked."""
    asked = "".join(word.atoms for word in question.words)
    touching = readable_entries(user).touching(asked)
    titles = set(touching.values_list("wording__title", flat=True)[:LOOKED_AT])
    near = [(_nearness(asked, title), title) for title in titles]
    best = [title for nearness, title in sorted(near, reverse=True) if nearness >= NEAR][:TITLES]
    found: list[tuple[str, Findings]] = [(title, find(user, parse(f'"{title}"'))) for title in best]
    return [Suggestion(title, len(findings)) for title, findings in found if len(findings)]


def _nearness(asked: str, title: str) -> float:
    """How much of the shorter of the two stands, in order, in the other: between 0 and 1."""
    atoms = atoms_of(title)
    same = sum(block.size for block in SequenceMatcher(None, asked, atoms, autojunk=False).get_matching_blocks())
    return same / max(1, min(len(asked), len(atoms)))
