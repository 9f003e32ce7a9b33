"""Plain text as the board keeps and shows it: cleaned of what nobody sees, in blocks, and compared with what it was."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Control characters, marks that turn the direction of writing, and blanks without width; joiners of emoji stay.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
HEADING = re.compile(r"(?:■|#{1,3}\s)\s*(.+)")
ITEM = re.compile(r"(?:・|[-*]\s)\s*(.+)")
SENTENCES = re.compile(r"[^。！？\n]*[。！？\n]?")


def without_unseen(text: str) -> str:
    """`text` with line ends as one and without what has no width or turns the direction."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True)
class Block:
    """`kind`: heading, list or paragraph, with its lines."""

    kind: str
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """Lines that begin with ■ or # are headings, those with ・ or - items of a list; the rest paragraphs."""
    found: list[tuple[str, list[str]]] = []
    is_new = True
    for line in without_unseen(text).split("\n"):
        kind, words = _kind_of(line.strip())
        if not words:
            is_new = True
            continue
        if is_new or kind == "heading" or found[-1][0] != kind:
            found.append((kind, []))
        found[-1][1].append(words)
        is_new = False
    return [Block(kind, tuple(lines)) for kind, lines in found]


def _kind_of(line: str) -> tuple[str, str]:
    if heading := HEADING.match(line):
        return "heading", heading[1]
    if item := ITEM.match(line):
        return "list", item[1]
    return "paragraph", line


@dataclass(frozen=True)
class Piece:
    """A stretch of a comparison; `kind`: same, gone or new."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """What went and what came, sentence by sentence, within a changed sentence character by character."""
    found: list[Piece] = []
    old, new = _sentences(before), _sentences(after)
    for operation, begin, end, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[begin:end]), "".join(new[start:stop])
        if operation == "equal":
            found.append(Piece("same", gone))
        else:
            found += _within(gone, came)
    return found


def _within(gone: str, came: str) -> list[Piece]:
    matcher = SequenceMatcher(None, gone, came, autojunk=False)
    if not gone or not came or len(gone) * len(came) > 1_000_000 or matcher.ratio() < 0.5:
        return [piece for piece in (Piece("gone", gone), Piece("new", came)) if piece.text]
    found = []
    for operation, begin, end, start, stop in matcher.get_opcodes():
        if operation == "equal":
            found.append(Piece("same", gone[begin:end]))
            continue
        found += [piece for piece in (Piece("gone", gone[begin:end]), Piece("new", came[start:stop])) if piece.text]
    return found


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in SENTENCES.findall(text) if sentence]
