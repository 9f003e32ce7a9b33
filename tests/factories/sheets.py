"""Lists of participants as the office exports them, edits them in a spreadsheet, and gives them back."""

from sessions.enrolment.actions.importing import take_participants
from sessions.enrolment.lists.out import Choice, ListKind, table_of
from sessions.enrolment.lists.participants import HEADINGS
from sessions.enrolment.lists.planning import plan_participants
from studygroup.models import Participant
from studygroup.tables.formats import FileFormat, Sheet
from studygroup.tables.reading import read
from studygroup.tables.writing import write

HEADING = {heading: at for at, heading in enumerate(HEADINGS)}


def exported(file_format: FileFormat) -> Sheet:
    return read(write(table_of(Choice(ListKind.PARTICIPANTS, with_former=True)), file_format).content)


def edited(sheet: Sheet, participant: Participant, **cells: str) -> Sheet:
    """`sheet` with other cells in the row of `participant`; headings without ・ are keywords."""
    for _, row in sheet.rows:
        if row[0] == str(participant.pk):
            row.extend([""] * (len(HEADINGS) - len(row)))
            for heading, cell in cells.items():
                row[HEADING[heading]] = cell
    return sheet


def with_rows(*rows: dict[str, str], file_format=FileFormat.UTF8) -> Sheet:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    cells = [[row.get(heading, "") for heading in headings] for row in rows]
    return Sheet(file_format, headings, list(enumerate(cells, start=2)))


def new_row(**cells: str) -> dict[str, str]:
    return {"自治体": "立川市", "部署": "環境課", "氏名": "見本 春子"} | cells


def edits_of(plan) -> list[tuple]:
    return [(row.participant.pk, [(edit.heading, edit.old, edit.new) for edit in row.edits]) for row in plan.rows]


def problems_of(sheet: Sheet) -> list[tuple]:
    return [(problem.row, problem.heading, problem.reason) for problem in plan_participants(sheet).problems]


def take(sheet: Sheet, by):
    return take_participants(sheet=sheet, seen=plan_participants(sheet).fingerprint, by=by)


def snapshot() -> list[tuple]:
    return list(Participant.objects.order_by("pk").values_list())
