"""The forms of a file of rows, and what a table is before and after."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import TextChoices

from studygroup.tables.characters import Swap

Value = str | int | date | datetime | None


class FileFormat(TextChoices):
    XLSX = "xlsx", "Excel（.xlsx）"
    UTF8 = "utf-8", "CSV（UTF-8、BOM付き）"
    CP932 = "cp932", "CSV（Shift_JIS／cp932）"

    @property
    def extension(self) -> str:
        return "xlsx" if self is FileFormat.XLSX else "csv"

    @property
    def content_type(self) -> str:
        if self is FileFormat.XLSX:
            return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return f"text/csv; charset={'Shift_JIS' if self is FileFormat.CP932 else 'utf-8'}"


@dataclass(frozen=True)
class Table:
    """Headings and rows, as they are to be written."""

    title: str
    headings: tuple[str, ...]
    rows: list[tuple[Value, ...]]


@dataclass(frozen=True)
class Replacement:
    """A character of one cell that the file could not hold; `row` as the spreadsheet numbers it."""

    row: int
    heading: str
    swap: Swap


@dataclass(frozen=True)
class Written:
    content: bytes
    replacements: list[Replacement] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """What a file held: its first row as headings, the others with their numbers. Cells are as found in the file."""

    file_format: FileFormat
    headings: list[str]
    rows: list[tuple[int, list[str]]]


class Unreadable(Exception):
    """The file cannot be taken; the message says why, as the reader is told."""
