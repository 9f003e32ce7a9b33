"""What a reader asks: words, each found as it stands; "…" exactly so; -word not at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from archive.search.folding import atoms_of, grams_of

LONGEST = 100
MOST_WORDS = 10
MOST_READINGS = 12
QUOTES = str.maketrans(dict.fromkeys("“”„‟＂〝〟«»", '"'))
MINUS = "-－−–‐"
WORD = re.compile(rf'([{MINUS}]?)(?:"([^"]*)"?|([^\s"]+))')


@dataclass(frozen=True)
class Word:
    """A word as typed, and its readings: the atoms of which one must stand in what is found."""

    typed: str
    readings: tuple[str, ...]
    is_exact: bool = False

    @property
    def atoms(self) -> str:
        return self.readings[0]

    def grams(self, reading: str) -> set[str]:
        return grams_of(reading)


@dataclass(frozen=True)
class Question:
    """All of `words`, none of `without`; `synonyms`: by a word as typed, what else it was read as."""

    typed: str
    words: tuple[Word, ...]
    without: tuple[Word, ...] = ()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def patterns(self) -> list[str]:
        """Every reading of every word: what is marked in what was found."""
        return [reading for word in self.words for reading in word.readings]

    def while_typing(self) -> "Question":
        """The same, the run of letters with which it ends being the beginning of one."""
        if not self.words or not self.words[-1].readings[0].endswith(" "):
            return self
        *before, last = self.words
        return replace(self, words=(*before, replace(last, readings=tuple(map(str.rstrip, last.readings)))))


def parse(typed: str, synonyms: Mapping[str, list[str]] | None = None) -> Question:
    """`typed` (its first hundred characters) as a question. Never raises: what is no word is passed over."""
    words, without, said = [], [], []
    for minus, quoted, plain in WORD.findall(typed.replace("\x00", " ")[:LONGEST].translate(QUOTES)):
        text, is_exact = (quoted, True) if quoted else (plain, False)
        atoms = atoms_of(text)
        if not atoms or len(words) + len(without) == MOST_WORDS:
            continue
        others = {} if is_exact or minus else _other_readings(atoms, synonyms or {})
        word = Word(text, tuple(dict.fromkeys((atoms, *others))), is_exact)
        (without if minus else words).append(word)
        if others:
            said.append((text, tuple(dict.fromkeys(others.values()))))
    return Question(typed, tuple(dict.fromkeys(words)), tuple(dict.fromkeys(without)), tuple(said))


def _other_readings(atoms: str, synonyms: Mapping[str, list[str]]) -> dict[str, str]:
    """`atoms` with each word of the table that stands in it, the longest first, changed for its synonyms.

    By the new atoms: the synonym as the office wrote it.
    """
    found: dict[str, str] = {}
    taken: list[str] = []
    for known in sorted((known for known in synonyms if known in atoms), key=len, reverse=True):
        if any(known in longer for longer in taken):
            continue
        taken.append(known)
        for other in synonyms[known]:
            changed = atoms.replace(known, atoms_of(other))
            if changed != atoms and len(found) < MOST_READINGS:
                found.setdefault(changed, other)
    return found
