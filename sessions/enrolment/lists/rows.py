"""One row of a table that came in: its cells by heading, and which of them differ from what is stored."""

from collections.abc import Callable
from datetime import date

from sessions.enrolment.lists import cells
from sessions.enrolment.lists.cells import Unfit
from sessions.enrolment.lists.participants import DAYS, FLAG
from studygroup.tables.comparing import as_written, is_unchanged, lost_characters, taken_back
from studygroup.tables.formats import FileFormat, Value
from studygroup.tables.writing import as_text
from studygroup.tables.xlsx import ERROR_CELL, FORMULA_CELL

READERS: dict[str, Callable] = {
    "メール": cells.read_mail,
    "電話・内線": cells.read_phone,
    FLAG: cells.read_flag,
    **dict.fromkeys(DAYS, cells.read_day),
}
NO_VALUE = {
    FORMULA_CELL: "数式は取り込めません。値に置き換えてください",
    ERROR_CELL: "Excelのエラー（#N/A など）になっています。値を入力し直してください",
}


class Row:
    def __init__(self, number: int, found: dict[str, str], file_format: FileFormat):
        self.number = number
        self.found = found
        self.file_format = file_format

    def text(self, heading: str) -> str:
        """The cell as its writer meant it; "" where the file has no such column."""
        return taken_back(self.found.get(heading, "")).strip()

    def value(self, heading: str) -> Value | bool:
        """The cell as what it stands for. Raises Unfit."""
        return READERS.get(heading, str)(self.text(heading))

    def formulas(self) -> dict[str, str]:
        """The headings of cells without a plain value, with the reason."""
        return {heading: NO_VALUE[cell] for heading, cell in self.found.items() if cell in NO_VALUE}

    def differs(self, heading: str, stored: Value) -> bool:
        """Whether the cell was edited: it is neither what export writes for `stored` nor another way to write it."""
        if heading not in self.found:
            return False
        if heading == FLAG or isinstance(stored, date) or heading in DAYS:
            return self._value_differs(heading, stored)
        return not self.is_written_as(heading, as_text(stored))

    def is_written_as(self, heading: str, stored: str) -> bool:
        return is_unchanged(self.found.get(heading, ""), stored, self.file_format)

    def _value_differs(self, heading: str, stored: Value) -> bool:
        try:
            value = self.value(heading)
        except Unfit:
            return True
        return (cells.flag_in_words(value) if isinstance(value, bool) else value) != stored

    def refuse_lost_characters(self, heading: str, stored: Value) -> None:
        """Raises Unfit where a sign of the missing would take the place of a character that is stored."""
        lost = lost_characters(self.text(heading), as_text(stored))
        if lost:
            raise Unfit(
                f"「{'」「'.join(lost)}」が別の文字に変わっています。Excel（.xlsx）で出力し直して、直してください"
            )

    def not_carried(self, stored: Value) -> str:
        """The characters of `stored` that a file of this kind cannot carry."""
        return "".join(swap.before for swap in as_written(as_text(stored), self.file_format)[1])
