"""WebVTT and SRT into lines, or every reason why not, each with its line in the file."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.captions.times import moment_in_ms, moment_in_words

LARGEST_FILE = 5 * 1024 * 1024
MOST_LINES = 20_000
LONGEST_TEXT = 500
MOST_PROBLEMS = 30
ENCODINGS = ("utf-8-sig", "cp932")
ARROW = "-->"
ASIDE = re.compile(r"(NOTE|STYLE|REGION)\b")  # blocks of WebVTT that are no captions
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
MARKUP = re.compile(r"</?[a-zA-Z0-9][^<>]*>|\{\\[^{}]*\}")
UNREADABLE_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Line:
    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True)
class Problem:
    """`row` is the line in the file, counted from 1."""

    row: int
    sentence: str

    def __str__(self):
        return f"{self.row}行目：{self.sentence}"


class BadCaptions(ValueError):
    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__(" ".join(self.sentences))

    @property
    def sentences(self) -> list[str]:
        shown = [str(problem) for problem in self.problems[:MOST_PROBLEMS]]
        more = len(self.problems) - len(shown)
        return [*shown, f"ほかに{more}か所あります。"] if more else shown


def read_captions(content: bytes, *, length_ms: int | None = None) -> list[Line]:
    """The lines of a WebVTT or SRT file in UTF-8 or cp932, in order of their starts. Raises BadCaptions.

    With `length_ms`, what begins after the film's end is a mistake too.
    """
    lines: list[Line] = []
    problems: list[Problem] = []
    for row, block in _blocks(_decoded(content)):
        try:
            lines.append(_line_of(row, block, after=lines[-1].start_ms if lines else 0, length_ms=length_ms))
        except BadCaptions as found:
            problems += found.problems
    if not lines and not problems:
        problems.append(Problem(1, "字幕が一つもありません。"))
    if len(lines) > MOST_LINES:
        problems.append(Problem(1, f"字幕が多すぎます（{MOST_LINES:,}個まで）。"))
    if problems:
        raise BadCaptions(problems)
    return lines


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise BadCaptions([Problem(1, "字幕のファイルが大きすぎます（5MBまで）。")])
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadCaptions([Problem(_bad_row(content), "文字コードを読めません。UTF-8かShift_JISで保存してください。")])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := UNREADABLE_SIGNS.search(text):
        row = text.count("\n", 0, found.start()) + 1
        raise BadCaptions([Problem(row, "文字ではないものが入っています。字幕のファイルか確かめてください。")])
    return text


def _bad_row(content: bytes) -> int:
    for row, line in enumerate(content.split(b"\n"), start=1):
        try:
            line.decode("cp932")
        except UnicodeDecodeError:
            return row
    return 1


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """What lies between blank lines, with the row of its first line; without heading, styles and notes."""
    block: list[str] = []
    for row, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            block.append(line)
            continue
        first = row - len(block)
        is_heading = first == 1 and bool(block) and block[0].startswith("WEBVTT")
        if block and not is_heading and not (ASIDE.match(block[0]) and not _has_arrow(block[:2])):
            yield first, block
        block = []


def _has_arrow(rows: list[str]) -> bool:
    return any(ARROW in row for row in rows)


def _line_of(row: int, block: list[str], *, after: int, length_ms: int | None) -> Line:
    """One cue: a number or name that does not matter, its times, its text. Raises BadCaptions."""
    at = next((index for index, line in enumerate(block[:2]) if ARROW in line), None)
    if at is None:
        raise BadCaptions([Problem(row, f"時刻の行（始まり {ARROW} 終わり）がありません。")])
    try:
        start, end = _times(block[at])
        text = plain_text("\n".join(block[at + 1 :]))
        check_line(start, end, text, after=after, length_ms=length_ms)
    except ValueError as reason:
        raise BadCaptions([Problem(row + at, str(reason))]) from None
    return Line(start, end, text)


def _times(line: str) -> tuple[int, int]:
    start, _, rest = line.partition(ARROW)
    return moment_in_ms(start), moment_in_ms((rest.split() or [""])[0])


def plain_text(marked: str) -> str:
    """The words alone: a voice becomes 「話者：」, other marks go."""
    text = html.unescape(MARKUP.sub("", VOICE.sub(r"\1：", marked)))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def check_line(start: int, end: int, text: str, *, after: int = 0, length_ms: int | None = None) -> None:
    """Raises ValueError with a sentence where a line cannot stand as it is."""
    if end <= start:
        raise ValueError("終わりの時刻が、始まりの時刻より後ではありません。")
    if start < after:
        raise ValueError(f"前の字幕（{moment_in_words(after)}から）より早く始まっています。")
    if length_ms is not None and start >= length_ms:
        raise ValueError(f"動画の長さ（{moment_in_words(length_ms)}）を過ぎてから始まっています。")
    if not text:
        raise ValueError("字幕の文がありません。")
    if ARROW in text:
        raise ValueError(f"字幕の文に「{ARROW}」は使えません。前の空行が抜けていないか確かめてください。")
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"一つの字幕が{LONGEST_TEXT}字を超えています。分けてください。")
