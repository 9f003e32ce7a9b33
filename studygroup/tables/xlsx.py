"""Reading xlsx: what may be opened at all, and its cells as text."""

import re
from datetime import date, datetime, time
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from studygroup.tables.formats import Unreadable
from studygroup.tables.limits import (
    MAX_COLUMNS,
    MAX_PARTS,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
)

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PASSWORD = "パスワードが付いたファイルは読み取れません。パスワードを外して保存し、もう一度選んでください。"  # noqa: S105
OLD_EXCEL = "古い形式のExcel（.xls）は読み取れません。「Excelブック（.xlsx）」で保存し直してください。"
MACROS = "マクロを含むファイル（.xlsm）は受け付けません。「Excelブック（.xlsx）」で保存し直してください。"
TOO_LARGE_INSIDE = "ファイルの中身が大きすぎます。必要な行だけの新しいブックにして、もう一度選んでください。"
BROKEN = "Excelのファイルとして読み取れません。Excelで開いて「Excelブック（.xlsx）」で保存し直してください。"
LAST_ROW = 2 * MAX_ROWS  # to which blank rows, with a border perhaps, may go on
# Stands in a cell that holds no plain value; a form's import gives it as the reason.
FORMULA_CELL = "\x01formula"
ERROR_CELL = "\x01error"
# Excel reads _x0041_ as the letter of that code, and writes _x005F_ where the underscore is meant.
LIKE_A_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED_UNDERSCORE = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """`text` as xlsx writes it."""
    return LIKE_A_CODE.sub("_x005F_", text)


def read(data: bytes) -> list[list[str]]:
    """The cells of the first sheet. Raises Unreadable."""
    _look_before_opening(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        return _lines(book.worksheets[0])
    except (
        BadZipFile,
        InvalidFileException,
        KeyError,
        IndexError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
    ) as error:
        raise Unreadable(BROKEN) from error
    except SyntaxError as error:  # ElementTree's ParseError is one
        raise Unreadable(BROKEN) from error


def _look_before_opening(data: bytes) -> None:
    """Refuse what is locked, holds macros, or would unpack to too much."""
    if data.startswith(OLE):
        raise Unreadable(PASSWORD if ENCRYPTED in data else OLD_EXCEL)
    try:
        parts = ZipFile(BytesIO(data)).infolist()
    except (BadZipFile, ValueError, OSError) as error:
        raise Unreadable(BROKEN) from error
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise Unreadable(MACROS)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise Unreadable(TOO_LARGE_INSIDE)
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable(PASSWORD)
    if "xl/workbook.xml" not in names:
        raise Unreadable(BROKEN)


def _lines(sheet) -> list[list[str]]:
    # The size that a file claims for itself need not be true.
    sheet.reset_dimensions()
    lines: list[list[str]] = []
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
        line = _without_blank_end([_text(cell) for cell in row])
        if len(line) > MAX_COLUMNS:
            raise Unreadable(TOO_MANY_COLUMNS)
        if number > (MAX_ROWS + 1 if line else LAST_ROW):
            raise Unreadable(TOO_MANY_ROWS)
        if line:
            lines.extend([] for _ in range(number - 1 - len(lines)))
            lines.append(line)
    return lines


def _without_blank_end(line: list[str]) -> list[str]:
    while line and not line[-1]:
        line.pop()
    return line


def _text(cell) -> str:
    value, kind = cell.value, cell.data_type
    if kind == "f":
        return FORMULA_CELL
    if kind == "e":
        return ERROR_CELL
    if isinstance(value, str):
        return ESCAPED_UNDERSCORE.sub("_", value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time.min else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else ("" if value is None else str(value))
