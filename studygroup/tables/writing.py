"""A table becomes a file."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from studygroup.tables.comparing import as_written, disarmed, is_formula_like
from studygroup.tables.formats import FileFormat, Replacement, Table, Value, Written
from studygroup.tables.xlsx import escaped

ENCODINGS = {FileFormat.UTF8: "utf-8-sig", FileFormat.CP932: "cp932"}
HEADING_FILL = PatternFill("solid", fgColor="FFE8EEF4")
WIDEST = 40


def write(table: Table, file_format: FileFormat) -> Written:
    """The file, and every character in it that stands for another."""
    replacements: list[Replacement] = []
    lines = [[as_text(heading) for heading in table.headings]]
    for number, row in enumerate(table.rows, start=2):
        cells = zip(table.headings, row, strict=True)
        lines.append([_cell(value, file_format, number, heading, replacements) for heading, value in cells])
    if file_format == FileFormat.XLSX:
        return Written(_xlsx(table, lines), replacements)
    return Written(_csv(lines, ENCODINGS[file_format]), replacements)


def as_text(value: Value) -> str:
    """A value as CSV has it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def _cell(value: Value, file_format: FileFormat, row: int, heading: str, replacements: list[Replacement]) -> Value:
    if not isinstance(value, str):
        return value
    text, swaps = as_written(value, file_format)
    replacements.extend(Replacement(row, heading, swap) for swap in swaps)
    return text


def _csv(lines: list[list[Value]], encoding: str) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    for line in lines:
        writer.writerow([disarmed(cell) if isinstance(cell, str) else as_text(cell) for cell in line])
    return text.getvalue().encode(encoding)


def _xlsx(table: Table, lines: list[list[Value]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.title[:31])
    sheet.freeze_panes = "A2"
    for column, heading in enumerate(table.headings):
        width = max(len(as_text(line[column]).encode("utf-16-le")) for line in lines) + 2
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(max(width, 2 * len(heading) + 4), WIDEST)
    for number, line in enumerate(lines):
        cells = [_xlsx_cell(sheet, value) for value in line]
        for cell in cells if number == 0 else ():
            cell.font, cell.fill = Font(bold=True), HEADING_FILL
        sheet.append(cells)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.headings))}{len(lines)}"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _xlsx_cell(sheet, value: Value) -> WriteOnlyCell:
    """Text is marked as text, so that Excel neither calculates it nor takes zeros away, now or when it is edited."""
    cell = WriteOnlyCell(sheet, escaped(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = is_formula_like(value)
    elif isinstance(value, datetime):
        cell.number_format = "yyyy/mm/dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy/mm/dd"
    return cell
