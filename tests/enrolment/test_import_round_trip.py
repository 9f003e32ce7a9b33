"""A list that was exported comes back: only what was edited changes."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from sessions.enrolment.lists.out import Choice, ListKind, table_of
from sessions.enrolment.lists.plan import Edit
from sessions.enrolment.lists.planning import plan_participants
from studygroup.models import Participant
from studygroup.tables.formats import FileFormat
from studygroup.tables.reading import read
from studygroup.tables.writing import write
from tests.factories.sheets import HEADING, edited, edits_of, exported, new_row, problems_of, snapshot, take, with_rows

pytestmark = pytest.mark.django_db
NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
PHONES = st.text("0123456789-+=()（）内線－−〜²", max_size=15)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize("file_format", FileFormat)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, kana=NAMES, phone=PHONES, is_coordinator=st.booleans(), since=DAYS, until=DAYS)
def test_what_was_exported_changes_nothing(people, file_format, **values):
    Participant.objects.filter(pk=people[0].pk).update(**values)

    plan = plan_participants(exported(file_format))

    assert (plan.rows, plan.problems, plan.unchanged) == ([], [], 3)


@pytest.mark.parametrize("file_format", FileFormat)
@pytest.mark.parametrize(
    ("heading", "cell", "new"),
    [
        ("氏名", "見本 秋子", "見本 秋子"),
        ("ふりがな", "みほん あきこ", "みほん あきこ"),
        ("メール", "Ａｋｉｋｏ＠city.example.jp", "Akiko@city.example.jp"),
        ("電話・内線", "０３-1111", "03-1111"),
        ("電話・内線", "'=内線", "=内線"),
        ("窓口", "○", "はい"),
        ("着任日", "R3.5.1", "2021-05-01"),
        ("離任日", "2022/3/31", "2022-03-31"),
        ("部署", "", None),
    ],
)
def test_one_cell_edited_changes_that_cell_alone(cast, people, file_format, heading, cell, new):
    sheet = edited(exported(file_format), people[0], **{heading: cell})
    before = snapshot()

    plan = plan_participants(sheet)

    if new is None:
        assert [problem.heading for problem in plan.problems] == [heading]
        return
    assert [(key, [(edit[0], edit[2]) for edit in edits]) for key, edits in edits_of(plan)] == [
        (people[0].pk, [(heading, new)])
    ]
    take(sheet, cast.secretariat)
    after = snapshot()
    changed = [(a, b) for old, now in zip(before, after, strict=True) for a, b in zip(old, now, strict=True) if a != b]
    assert len(changed) == 1


def test_a_file_edited_in_a_spreadsheet_changes_only_that(people):
    table = table_of(Choice(ListKind.PARTICIPANTS))
    book = load_workbook(BytesIO(write(table, FileFormat.XLSX).content))
    row = next(row for row in book.active.iter_rows(min_row=2) if row[0].value == people[1].pk)
    row[HEADING["電話・内線"]].value = "内線99"
    file = BytesIO()
    book.save(file)

    plan = plan_participants(read(file.getvalue()))

    assert edits_of(plan) == [(people[1].pk, [("電話・内線", "03-1234-0000（内線12）", "内線99")])]


def test_a_csv_saved_by_excel_changes_nothing(people):
    """Days with slashes, numbers without their zeros, lookalikes, and signs it could not write as `?`."""
    Participant.objects.filter(pk=people[0].pk).update(phone="0421234567", kana="あ〜−")
    content = write(table_of(Choice(ListKind.PARTICIPANTS)), FileFormat.UTF8).content.decode("utf-8-sig")
    content = content.replace("2021-04-01", "2021/4/1").replace("0421234567", "421234567")
    content = content.replace("𠮷", "??").replace("\U000e0100", "??").replace("〜", "～").replace("−", "－")

    plan = plan_participants(read(content.encode("cp932")))

    assert (plan.rows, plan.problems, plan.unchanged) == ([], [], 3)


def test_an_edit_beside_a_character_that_the_file_lost_is_told(people):
    replaced = edited(exported(FileFormat.CP932), people[0], 氏名="吉田 二郎")
    lost = edited(exported(FileFormat.CP932), people[0], 氏名="??田 二郎")

    assert plan_participants(replaced).rows[0].edits == [Edit("氏名", "𠮷田 一郎", "吉田 二郎", "𠮷")]
    assert problems_of(lost) == [
        (3, "氏名", "「𠮷」が別の文字に変わっています。Excel（.xlsx）で出力し直して、直してください")
    ]


def test_names_are_kept_as_typed(cast, people):
    take(with_rows(new_row(氏名="𠮷﨑 葛\U000e0100髙")), cast.secretariat)

    assert Participant.objects.latest("pk").name == "𠮷﨑 葛\U000e0100髙"
