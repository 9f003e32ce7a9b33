"""A file becomes rows of text, or the sentence that says why not."""

import csv
from io import StringIO

from studygroup.tables import xlsx
from studygroup.tables.characters import NOT_IN_CP932
from studygroup.tables.formats import FileFormat, Sheet, Unreadable
from studygroup.tables.limits import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, TOO_MANY_COLUMNS, TOO_MANY_ROWS

TOO_LARGE = f"ファイルが大きすぎます。{MAX_BYTES // 1024 // 1024}MBまでにしてください。"
EMPTY = "ファイルに何も入っていません。1行目に見出し、2行目から内容を入れてください。"
UNKNOWN = (
    "このファイルは読み取れません。Excel（.xlsx）か、文字コードがUTF-8またはShift_JIS（cp932）のCSVにしてください。"
)
NOT_CSV = 'CSVとして読み取れません。引用符（"）が閉じているか、{line}行目の近くを確かめてください。'
ENCODINGS = ((FileFormat.UTF8, "utf-8-sig"), (FileFormat.CP932, "cp932"))
# The first bytes of files that would decode as cp932 without being text.
NOT_TEXT = (b"\xff\xfe", b"\xfe\xff", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"<", b"\xef\xbb\xbf<")


def read(data: bytes) -> Sheet:
    """The first sheet of an xlsx, or a CSV in whichever of the two encodings it is. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    if data.startswith((xlsx.ZIP, xlsx.OLE)):
        file_format, lines = FileFormat.XLSX, xlsx.read(data)
    else:
        file_format, text = decode(data)
        lines = _csv_lines(text)
    return _sheet(file_format, lines)


def decode(data: bytes) -> tuple[FileFormat, str]:
    """By trying strictly, UTF-8 first: text in cp932 is next to never valid UTF-8. Raises Unreadable."""
    if b"\x00" not in data and not data.startswith(NOT_TEXT):
        for file_format, encoding in ENCODINGS:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if file_format == FileFormat.UTF8 or not NOT_IN_CP932.search(text):
                return file_format, text
    raise Unreadable(UNKNOWN)


def _csv_lines(text: str) -> list[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    lines = []
    try:
        for line in reader:
            lines.append(line)
            if len(lines) > MAX_ROWS + 1:
                raise Unreadable(TOO_MANY_ROWS)
    except csv.Error as error:
        raise Unreadable(NOT_CSV.format(line=reader.line_num)) from error
    return lines


def _sheet(file_format: FileFormat, lines: list[list[str]]) -> Sheet:
    if not lines or not any(cell.strip() for cell in lines[0]):
        raise Unreadable(EMPTY)
    if max(map(len, lines)) > MAX_COLUMNS:
        raise Unreadable(TOO_MANY_COLUMNS)
    headings = [heading.strip() for heading in lines[0]]
    while not headings[-1]:
        headings.pop()
    numbered = enumerate(lines[1:], start=2)
    return Sheet(file_format, headings, [(number, line) for number, line in numbered if any(map(str.strip, line))])
