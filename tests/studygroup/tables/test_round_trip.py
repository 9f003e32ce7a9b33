"""A table goes out and comes in: nothing that nobody edited counts as edited."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from studygroup.tables.characters import Swap
from studygroup.tables.comparing import is_unchanged, lost_characters, taken_back
from studygroup.tables.formats import FileFormat, Replacement, Table
from studygroup.tables.reading import read
from studygroup.tables.writing import write

FORMULAS = ("=1+1", "+81-3", "-1", "@SUM(A1)", "'=1", "''-x", "\t=1", "＝1", "－", '=HYPERLINK("http://x")')
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    [
        *FORMULAS,
        "𠮷田 髙﨑",
        "葛\U000e0100",
        "a,b",
        'a"b',
        "一行目\n二行目",
        "0312345678",
        "_x0041_",
        "CO₂",
        "〜−",
        "1-2",
        "?",
        "",
    ]
)


def round_trip(text: str, file_format: FileFormat) -> str:
    """The cell that a file with `text` in it is read as."""
    cells = read(write(Table("一覧", ("番号", "値"), [(1, text)]), file_format).content).rows[0][1]
    return cells[1] if len(cells) > 1 else ""


@pytest.mark.parametrize("file_format", FileFormat)
@given(text=TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_cell_that_went_out_comes_in_unchanged(file_format, text):
    assert is_unchanged(round_trip(text, file_format), text, file_format)


KEPT_AS_TYPED = [*FORMULAS, "𠮷田 髙﨑 葛\U000e0100", "一行目\n二行目", "_x0041_", "0312345678"]


@pytest.mark.parametrize(
    ("file_format", "text"),
    # In an xlsx an apostrophe that somebody typed before a formula is not told from ours.
    [(FileFormat.XLSX, text) for text in KEPT_AS_TYPED if not text.startswith("'")]
    + [(FileFormat.UTF8, text) for text in KEPT_AS_TYPED],
)
def test_what_these_formats_hold_is_taken_back_as_it_was(file_format, text):
    assert taken_back(round_trip(text, file_format)) == text


@pytest.mark.parametrize("file_format", [FileFormat.UTF8, FileFormat.CP932])
@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_begins_like_a_formula(file_format, text):
    content = write(Table("一覧", ("値",), [(text,)]), file_format).content

    encoding = "utf-8-sig" if file_format == FileFormat.UTF8 else "cp932"
    (_, (cell,)) = csv.reader(StringIO(content.decode(encoding), newline=""))
    assert (cell[0], cell[1:]) == ("'", text.replace("\u2212", "－"))


@pytest.mark.parametrize("text", ["=1+1", "+81-3", "-1", "@x"])
def test_a_cell_of_an_xlsx_is_text_even_after_it_is_edited(text):
    content = write(Table("一覧", ("値",), [(text,)]), FileFormat.XLSX).content

    cell = load_workbook(BytesIO(content)).active["A2"]
    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == (text, "s", "@", True)


def test_days_and_numbers_are_days_and_numbers_in_an_xlsx():
    table = Table("一覧", ("番号", "日", "日時"), [(7, date(2021, 4, 1), datetime(2021, 4, 1, 9, 5))])

    row = load_workbook(BytesIO(write(table, FileFormat.XLSX).content)).active[2]

    assert [cell.value for cell in row] == [7, datetime(2021, 4, 1), datetime(2021, 4, 1, 9, 5)]


def test_replacements_are_told_by_cell():
    table = Table("一覧", ("氏名", "部署"), [("見本 花子", "環境課"), ("𠮷田", "CO₂課")])

    assert write(table, FileFormat.CP932).replacements == [
        Replacement(3, "氏名", Swap("𠮷", "吉")),
        Replacement(3, "部署", Swap("₂", "2")),
    ]
    assert write(table, FileFormat.UTF8).replacements == write(table, FileFormat.XLSX).replacements == []


@pytest.mark.parametrize(
    ("cell", "stored", "file_format"),
    [
        ("4～5月", "4〜5月", FileFormat.XLSX),
        ("－5度", "−5度", FileFormat.UTF8),
        ("吉田", "𠮷田", FileFormat.CP932),
        ("??田", "𠮷田", FileFormat.CP932),
        ("CO?", "CO₂", FileFormat.CP932),
        ("312345678", "0312345678", FileFormat.CP932),
        ("1月2日", "1-2", FileFormat.UTF8),
        ("環境課 ", "環境課", FileFormat.XLSX),
    ],
)
def test_what_excel_alone_makes_of_a_cell_is_no_edit(cell, stored, file_format):
    assert is_unchanged(cell, stored, file_format)


@pytest.mark.parametrize(
    ("cell", "stored", "file_format"),
    [
        ("吉田", "𠮷田", FileFormat.XLSX),
        ("高橋", "髙橋", FileFormat.CP932),
        ("?橋", "髙橋", FileFormat.CP932),
        ("312345678", "0312345678", FileFormat.XLSX),
        ("1月3日", "1-2", FileFormat.UTF8),
        ("", "環境課", FileFormat.CP932),
    ],
)
def test_what_somebody_typed_is_an_edit(cell, stored, file_format):
    assert not is_unchanged(cell, stored, file_format)


def test_a_sign_of_the_missing_names_the_characters_it_would_replace():
    assert lost_characters("??田 次郎", "𠮷田 一郎") == ["𠮷"]
    assert lost_characters("〓 次郎", "😀 一郎") == ["😀"]
    assert lost_characters("吉田 次郎", "𠮷田 一郎") == []
    assert lost_characters("本当?", "本当") == []
