"""Whether a cell that came back is the one that went out, and how a cell is kept from being a formula."""

import re
from calendar import month_abbr

from studygroup.tables.characters import LOOKALIKES, MISSING, Swap, clean, pieces, to_cp932
from studygroup.tables.formats import FileFormat

# Spreadsheets take these for the start of a formula; in Japanese Excel the full-width ones too.
FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
DISARMED = re.compile("'+[=+\\-@\t\r＝＋－＠]")
FOLDED = str.maketrans({**LOOKALIKES, "\u00a0": " "})
LIKE_A_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})\Z")


def is_formula_like(text: str) -> bool:
    return FORMULA.match(text) is not None


def disarmed(text: str) -> str:
    """`text` with an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if is_formula_like(text) else text


def taken_back(cell: str) -> str:
    """`cell` without the apostrophe that `disarmed` wrote."""
    return cell[1:] if DISARMED.match(cell) else cell


def as_written(text: str, file_format: FileFormat) -> tuple[str, list[Swap]]:
    """`text` as the file holds it, before any apostrophe, and what was replaced."""
    cleaned, swaps = clean(text)
    if file_format != FileFormat.CP932:
        return cleaned, swaps
    replaced, more = to_cp932(cleaned)
    return replaced, swaps + more


def comparable(text: str) -> str:
    """`text` as it is compared: signs that Excel exchanges as one, line ends as one, no spaces around it."""
    return clean(text)[0].translate(FOLDED).strip()


def is_unchanged(cell: str, stored: str, file_format: FileFormat) -> bool:
    """Whether `cell` is what export writes for `stored`, or what Excel alone makes of that."""
    written = comparable(as_written(stored, file_format)[0])
    if written in (comparable(cell), comparable(taken_back(cell))):
        return True
    cell = comparable(taken_back(cell))
    if file_format == FileFormat.XLSX:
        return False
    if file_format == FileFormat.CP932 and re.fullmatch(_with_question_marks(stored), cell):
        return True
    return cell in _what_excel_makes(written)


def lost_characters(cell: str, stored: str) -> list[str]:
    """Characters of `stored` for which `cell` has a sign of the missing: whatever saved the file could not write them.

    Such a cell was edited elsewhere, and would put the sign in the place of the character.
    """
    if not any(sign in cell and sign not in stored for sign in ("?", MISSING)):
        return []
    return [swap.before for swap in to_cp932(clean(stored)[0])[1] if swap.before.strip()]


def _with_question_marks(stored: str) -> str:
    """A pattern: where cp932 has no such character Excel writes `?`, two where it takes two units of UTF-16."""
    return "".join(
        re.escape(before) if before == after else rf"(?:{re.escape(after)}|\?+)"
        for before, after in pieces(comparable(stored))
    )


def _what_excel_makes(written: str) -> set[str]:
    """Opening a CSV, Excel takes digits for a number (042 becomes 42) and 1-2 for a day; saving keeps that."""
    if written.isdecimal() and written.isascii():
        return {str(int(written))}
    like_a_day = LIKE_A_DAY.match(written)
    if like_a_day is None or not 1 <= int(like_a_day[1]) <= 12:
        return set()
    first, second = map(int, like_a_day.groups())
    return {f"{first}月{second}日", f"{month_abbr[first]}-{second:02d}"}
