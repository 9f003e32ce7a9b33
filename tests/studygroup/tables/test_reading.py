"""Which files are read, as what, and what is said of the others."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from studygroup.tables import limits, reading, xlsx
from studygroup.tables.formats import FileFormat, Sheet, Unreadable

TEXT = "氏名,部署\r\n髙橋 花子,環境課\r\n"


def book(*lines) -> bytes:
    made = Workbook()
    for line in lines:
        made.active.append(line)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def zipped(data: bytes, **parts: bytes) -> bytes:
    """The xlsx `data` with more parts; `__` in a name stands for a slash, `_` for a dot."""
    file = BytesIO(data)
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def ole(inside: str) -> bytes:
    return xlsx.OLE + b"\x00" * 500 + inside.encode("utf-16-le")


@pytest.mark.parametrize(
    ("encoding", "file_format"),
    [("utf-8-sig", FileFormat.UTF8), ("utf-8", FileFormat.UTF8), ("cp932", FileFormat.CP932)],
)
def test_the_encoding_of_a_csv_is_found(encoding, file_format):
    expected = Sheet(file_format, ["氏名", "部署"], [(2, ["髙橋 花子", "環境課"])])

    assert reading.read(TEXT.encode(encoding)) == expected


@given(st.text(st.characters(codec="cp932", exclude_characters="\0\x80\uf8f0\uf8f1\uf8f2\uf8f3¢£¬‖−〜"), min_size=1))
@settings(deadline=None)
def test_a_heading_in_cp932_is_enough_to_tell_it_from_utf8(text):
    file_format, found = reading.decode(("氏名,自治体\r\n" + text).encode("cp932"))

    assert (file_format, found) == (FileFormat.CP932, ("氏名,自治体\r\n" + text).encode("cp932").decode("cp932"))


def test_rows_keep_the_numbers_that_the_spreadsheet_shows():
    data = book(["氏名", "部署", None], ["花子", "環境課"], [None, None], [1.0, True])

    assert reading.read(data) == Sheet(FileFormat.XLSX, ["氏名", "部署"], [(2, ["花子", "環境課"]), (4, ["1", "TRUE"])])


def test_formulas_and_errors_are_no_values():
    assert reading.read(book(["氏名"], ["=A1"], ["#N/A"])).rows == [(2, [xlsx.FORMULA_CELL]), (3, [xlsx.ERROR_CELL])]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", reading.EMPTY),
        (b"\r\n1,2\r\n", reading.EMPTY),
        (TEXT.encode("utf-16"), reading.UNKNOWN),
        ("氏名".encode("euc-jp") + b"\xff", reading.UNKNOWN),
        (b"%PDF-1.4", reading.UNKNOWN),
        (b"<html><table>", reading.UNKNOWN),
        (b"a\x00b", reading.UNKNOWN),
        (b'a,b\r\n"c', reading.NOT_CSV.format(line=2)),
        (b"a\r\n" * (limits.MAX_ROWS + 2), limits.TOO_MANY_ROWS),
        (b"a," * (limits.MAX_COLUMNS + 1), limits.TOO_MANY_COLUMNS),
        (b"a" * (limits.MAX_BYTES + 1), reading.TOO_LARGE),
        (b"PK\x03\x04broken", xlsx.BROKEN),
        (zipped(b"", mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), xlsx.BROKEN),
        (zipped(book(["a"]), xl__vbaProject_bin=b"x"), xlsx.MACROS),
        (ole("Workbook"), xlsx.OLD_EXCEL),
        (ole("EncryptedPackage"), xlsx.PASSWORD),
        (zipped(book(["a"]), xl__media__bomb_bin=b"\0" * (limits.MAX_UNPACKED_BYTES + 1)), xlsx.TOO_LARGE_INSIDE),
        (zipped(b"", xl__workbook_xml=b"<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"), xlsx.BROKEN),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,  # the bytes of an archive hold the time it was made
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(Unreadable) as refused:
        reading.read(data)

    assert str(refused.value) == sentence


def test_an_xlsx_with_entities_in_its_rows_is_refused():
    data = book(["a"])
    bomb = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, bomb if name == "xl/worksheets/sheet1.xml" else old.read(name))

    with pytest.raises(Unreadable) as refused:
        reading.read(file.getvalue())

    assert str(refused.value) == xlsx.BROKEN


def test_a_cell_far_below_is_too_many_rows():
    made = Workbook()
    made.active["A1"], made.active["A1048576"] = "氏名", "x"
    file = BytesIO()
    made.save(file)

    with pytest.raises(Unreadable) as refused:
        reading.read(file.getvalue())

    assert str(refused.value) == limits.TOO_MANY_ROWS
