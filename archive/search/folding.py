"""Text as it is searched: one spelling for all, as atoms, each of which knows where in the text it stands.

An atom is one character (kanji, kana, another script's letter) or a whole run of Latin letters and digits. White space
and signs between atoms are passed over; the end of a sentence, or of a clause, is a break that no phrase crosses.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from archive.search.spelling import OFFICE_WORDS, SIGNS, VARIANTS

BREAK = "\n"
BREAKS = frozenset("。．！？!?、，,;；\f\v\x1c\x1d\x1e")
MARKS = re.compile("[\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
CLUSTER = re.compile(f"(?s).{MARKS.pattern}*")
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
HIRAGANA = frozenset(map(chr, range(ord("ぁ"), ord("ゖ") + 1)))
KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ"))}
RUN_OR_ONE = re.compile("[a-z0-9]+|.", re.DOTALL)
RUN_LETTER_OR_BREAK = re.compile(f"[a-z0-9]+|[^\\W_]|[{re.escape(''.join(sorted(BREAKS)))}]")
KANJI = "[一-鿿々〇]"
KANJI_OR_KATAKANA = "[一-鿿々〇ァ-ヺー]"


def _optional_kana(word: str) -> str:
    return "".join(f"{char}?" if char in HIRAGANA else char for char in word)


def _without_kana(found: str) -> list[str]:
    return ["" if char in HIRAGANA else char for char in found]


# A rule replaces what its pattern finds, character by character; an empty one goes. In this order, before kana fold.
RULES: tuple[tuple[re.Pattern, Callable[[str], list[str]]], ...] = (
    (re.compile("|".join(map(_optional_kana, OFFICE_WORDS))), _without_kana),
    (re.compile("[おご](?=問合|申込|知らせ|届出|支払)"), lambda found: [""]),
    (re.compile(f"(?<={KANJI_OR_KATAKANA})の(?={KANJI_OR_KATAKANA})"), lambda found: [""]),  # 計画の改定, 計画改定
    (re.compile("(?<=[ァ-ヺ])[―─—−](?![0-9])"), lambda found: ["ー"]),
    (re.compile("(?<=[ァ-ヺー]{3})ー(?![ァ-ヺー])"), lambda found: [""]),  # サーバー, サーバ
    (
        re.compile("ヴ[ァィェォ]?"),
        lambda found: ["バビベボ"["ァィェォ".index(found[1])] if found[1:] else "ブ", *found[1:2]],
    ),
    (re.compile("(?<=[バビベボ])[ァィェォ]"), lambda found: [""]),
    (re.compile("(?<=[0-9一二三四五六七八九十数何])[ヶケヵヵカ](?=[月所年国条村町件点])"), lambda found: ["か"]),
    (re.compile(f"ヶ|(?<={KANJI})ケ(?={KANJI})"), lambda found: ["が"]),  # 霞ヶ関, 霞ケ関, 霞が関
    (re.compile("(?<=[0-9]),(?=[0-9]{3})"), lambda found: [""]),
)


class _Characters(dict):
    """By a character with its marks: what stands for it, in lower case and full kana, before the rules."""

    def __missing__(self, cluster: str) -> str:
        known = SIGNS.get(cluster, SELECTORS.sub("", cluster))
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", known).casefold())
        folded = "".join(VARIANTS.get(char, char) for char in folded)
        if len(self) < 50_000:
            self[cluster] = folded
        return folded


_characters = _Characters()


@dataclass(frozen=True)
class Folded:
    """`atoms`: the text as searched, a run of letters between blanks, breaks as newlines; where each character stood.

    `atoms[i]` comes from `text[starts[i]:ends[i]]`.
    """

    atoms: str
    starts: list[int]
    ends: list[int]

    def spans(self, pattern: str) -> list[tuple[int, int]]:
        """Where in the text `pattern` (the atoms of a word) stands, first to last, none within another."""
        found, place = [], self.atoms.find(pattern)
        while place >= 0:
            found.append((self.starts[place], self.ends[place + len(pattern) - 1]))
            place = self.atoms.find(pattern, place + len(pattern))
        return found

    def at(self, offset: int) -> int:
        """The place among the atoms of what stands at `offset` of the text."""
        return bisect_left(self.starts, offset)


def fold(text: str) -> Folded:
    """`text` as atoms, with their places."""
    return _as_atoms(*_one_spelling(text))


def atoms_of(text: str) -> str:
    """The atoms of one line: what a word of a question looks for. Empty where it holds nothing but signs."""
    return fold(text).atoms.strip(BREAK)


def grams_of(atoms: str) -> set[str]:
    """Every pair of atoms side by side, and every run of letters alone: what the index holds and is asked for."""
    grams = set()
    for line in atoms.split(BREAK):
        listed = _listed(line)
        grams.update(first + second for first, second in pairwise(listed))
        grams.update(atom for atom in listed if atom[-1] == ".")
    return grams


def whole_runs(atoms: str) -> str:
    """Without the run of letters with which it ends, where that may go on."""
    return atoms[: atoms.rindex(" ")] if atoms[-1:].isascii() and atoms[-1:].isalnum() else atoms


def count_atoms(atoms: str) -> int:
    return sum(len(_listed(line)) for line in atoms.split(BREAK))


def _listed(line: str) -> list[str]:
    """The atoms of a line, each run of letters closed by a point: no run is then the beginning of another."""
    listed = []
    for piece in RUN_OR_ONE.findall(line):
        if piece != " ":
            listed.append(f"{piece}." if piece.isascii() else piece)
    return listed


def _one_spelling(text: str) -> tuple[str, list[int], list[int]]:
    """What stands for each character, and where in `text` that begins and ends."""
    clusters = CLUSTER.findall(text) if MARKS.search(text) else text
    folded = [_characters[cluster] for cluster in clusters]
    spelled = "".join(folded)
    starts, ends = list(range(len(text))), list(range(1, len(text) + 1))
    if len(spelled) != len(text) or len(folded) != len(text):
        starts, ends, place = [], [], 0
        for cluster, chars in zip(clusters, folded, strict=True):
            starts += [place] * len(chars)
            place += len(cluster)
            ends += [place] * len(chars)
    for pattern, replace in RULES:
        spelled, starts, ends = _apply(pattern, replace, spelled, starts, ends)
    return spelled.translate(KATAKANA_TO_HIRAGANA), starts, ends


def _apply(pattern, replace, spelled, starts, ends):
    matches = list(pattern.finditer(spelled))
    if not matches:
        return spelled, starts, ends
    chars = list(spelled)
    for match in matches:
        chars[match.start() : match.end()] = replace(match[0])
    kept = [place for place, char in enumerate(chars) if char]
    return "".join(chars), [starts[place] for place in kept], [ends[place] for place in kept]


def _as_atoms(spelled: str, starts: list[int], ends: list[int]) -> Folded:
    """Runs between blanks, other letters alone, one break where a clause ends; the rest is passed over."""
    atoms: list[str] = []
    places: list[int] = []
    for match in RUN_LETTER_OR_BREAK.finditer(spelled):
        piece, first = match[0], match.start()
        if piece in BREAKS:
            if not atoms or atoms[-1] == BREAK:
                continue
            piece = BREAK
        elif piece.isascii():
            # The blanks around a run stand where it begins and ends.
            atoms.append(" ")
            places.append(first)
            atoms.extend(piece)
            places.extend(range(first, match.end()))
            piece, first = " ", match.end() - 1
        elif not piece.isalnum():
            continue
        atoms.append(piece)
        places.append(first)
    return Folded("".join(atoms), [starts[place] for place in places], [ends[place] for place in places])
