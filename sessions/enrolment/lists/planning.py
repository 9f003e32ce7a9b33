"""Reading a table of participants against what is stored."""

import unicodedata
from collections import Counter

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from sessions.enrolment.lists.cells import Unfit, read_number
from sessions.enrolment.lists.participants import (
    CODE,
    DEPARTMENT,
    FIELD,
    FLAG,
    HEADINGS,
    MUNICIPALITY,
    NUMBER,
    OWN_FIELDS,
    cells_of,
)
from sessions.enrolment.lists.places import Places
from sessions.enrolment.lists.plan import Edit, Plan, PlannedRow, Problem
from sessions.enrolment.lists.rows import Row
from studygroup.folding import fold
from studygroup.models import Department, Participant
from studygroup.tables.formats import Sheet, Unreadable, Value
from studygroup.tables.writing import as_text

NO_HEADINGS = (
    "1行目に見出しが見つかりません。「参加者番号」「氏名」などの見出しを入れるか、出力したファイルを使ってください。"
)
PLACE = (CODE, MUNICIPALITY, DEPARTMENT)
BLANK: dict[str, Value] = {**dict.fromkeys(HEADINGS), FLAG: ""}
KNOWN = {fold(heading): heading for heading in HEADINGS}
CONTROLS = frozenset({"Cc", "Zl", "Zp"})
REASONS = {
    ("氏名", "blank"): "氏名を入力してください",
    ("メール", "invalid"): "メールアドレスを「name@city.example.jp」の形で入力してください",
}


def plan_participants(sheet: Sheet) -> Plan:
    """What taking `sheet` would do now. Raises Unreadable where it is no list of participants at all."""
    return _Planning(sheet).plan


def numbers_in(sheet: Sheet) -> set[int]:
    """The keys of the participants that `sheet` names."""
    return {number for _, row in _rows_of(sheet) if (number := _number_or_none(row)) is not None}


def _rows_of(sheet: Sheet) -> list[tuple[list[str], Row]]:
    """Each row with the cells that have no heading."""
    headings = [KNOWN.get(fold(heading), "") for heading in sheet.headings]
    rows = []
    for number, cells in sheet.rows:
        cells = cells + [""] * (len(headings) - len(cells))
        found = {heading: cell for heading, cell in zip(headings, cells, strict=False) if heading}
        stray = [cell for at, cell in enumerate(cells) if cell.strip() and (at >= len(headings) or not headings[at])]
        rows.append((stray, Row(number, found, sheet.file_format)))
    return rows


def _number_or_none(row: Row) -> int | None:
    try:
        return read_number(row.text(NUMBER))
    except Unfit:
        return None


class _Planning:
    def __init__(self, sheet: Sheet):
        self.plan = Plan()
        self._check_headings(sheet.headings)
        people = Participant.objects.select_related("department__municipality")
        self.people = people.in_bulk(numbers_in(sheet))
        self.places = Places()
        self.names = _names_by_department()
        self.rows_by_number: dict[int, int] = {}
        for stray, row in _rows_of(sheet):
            if stray:
                self._refuse(row, "", "見出しのない列に値があります。消すか、見出しを入れてください")
            self._plan_row(row)

    def _refuse(self, row: Row, heading: str, reason: str) -> None:
        self.plan.problems.append(Problem(row.number, heading, reason))

    def _check_headings(self, headings: list[str]) -> None:
        known = [KNOWN[fold(heading)] for heading in headings if fold(heading) in KNOWN]
        if not {NUMBER, "氏名"} & set(known):
            raise Unreadable(NO_HEADINGS)
        for heading in headings:
            if heading and fold(heading) not in KNOWN:
                reason = "この見出しの列は取り込めません。列を消すか、見出しを直してください"
                self.plan.problems.append(Problem(1, heading, reason))
        for heading, times in Counter(known).items():
            if times > 1:
                self.plan.problems.append(Problem(1, heading, "同じ見出しの列が2つ以上あります"))

    def _plan_row(self, row: Row) -> None:
        formulas = row.formulas()
        for heading, reason in formulas.items():
            self._refuse(row, heading, reason)
        participant = None if formulas else self._participant_of(row)
        if participant is None:
            return
        before, stored = len(self.plan.problems), _stored(participant)
        who = str(participant) if participant.pk else ""
        edits = self._place(row, participant, stored) + self._own_fields(row, participant, stored)
        if edits or participant.pk is None:
            self._check(row, participant, {edit.heading for edit in edits})
        if len(self.plan.problems) > before:
            return
        if edits:
            self.plan.rows.append(PlannedRow(row.number, who, participant, edits))
        else:
            self.plan.unchanged += 1

    def _participant_of(self, row: Row) -> Participant | None:
        try:
            number = read_number(row.text(NUMBER))
        except Unfit as unfit:
            return self._refuse(row, NUMBER, str(unfit))
        if number is None:
            return Participant()
        if number not in self.people:
            return self._refuse(row, NUMBER, f"参加者番号{number}の人はいません（新しい人は空欄にしてください）")
        if number in self.rows_by_number:
            return self._refuse(row, NUMBER, f"参加者番号{number}は、{self.rows_by_number[number]}行目にもあります")
        self.rows_by_number[number] = row.number
        return self.people[number]

    def _place(self, row: Row, participant: Participant, stored: dict[str, Value]) -> list[Edit]:
        """Find the department that the row means, and say what of it is another than before."""
        is_known = participant.pk is not None
        field_left_alone = is_known and not row.differs(FIELD, stored[FIELD])
        if is_known and not any(row.differs(heading, stored[heading]) for heading in PLACE):
            if not field_left_alone:
                self._refuse(row, FIELD, "分野は部署ごとに決まっています。部署の画面で変えられます")
            return []
        if is_known and not {CODE, MUNICIPALITY} & set(row.found):
            row.found[CODE] = as_text(stored[CODE])
        try:
            if is_known:
                row.refuse_lost_characters(DEPARTMENT, stored[DEPARTMENT])
            participant.department = self.places.department_of(row, field_left_alone=field_left_alone)
        except Unfit as unfit:
            self._refuse(row, getattr(unfit, "heading", DEPARTMENT), str(unfit))
            return []
        now = _stored(participant)
        return [
            Edit(heading, as_text(stored[heading]), as_text(now[heading]))
            for heading in (*PLACE, FIELD)
            if stored[heading] != now[heading]
        ]

    def _own_fields(self, row: Row, participant: Participant, stored: dict[str, Value]) -> list[Edit]:
        edits = []
        for heading, field in OWN_FIELDS.items():
            if not row.differs(heading, stored[heading]):
                continue
            try:
                row.refuse_lost_characters(heading, stored[heading])
                value = row.value(heading)
            except Unfit as unfit:
                self._refuse(row, heading, str(unfit))
                continue
            if value != getattr(participant, field):
                setattr(participant, field, value)
                lost = row.not_carried(stored[heading])
                edits.append(Edit(heading, as_text(stored[heading]), _in_words(value), lost))
        return edits

    def _check(self, row: Row, participant: Participant, edited: set[str]) -> None:
        """The model's own conditions on what was edited, and those that only a list has."""
        if participant.pk is None:
            edited = {*edited, "氏名"}
        for heading in (heading for heading in OWN_FIELDS if heading in edited):
            reason = _reason_against(participant, OWN_FIELDS[heading], heading)
            if reason:
                self._refuse(row, heading, reason)
        if participant.since and participant.until and participant.until < participant.since:
            self._refuse(row, "離任日", "離任日は、着任日より前にできません")
        if participant.department_id or "department" in participant._state.fields_cache:
            self._check_name(row, participant, edited)

    def _check_name(self, row: Row, participant: Participant, edited: set[str]) -> None:
        if not {"氏名", *PLACE} & edited:
            return
        names = self.names.setdefault(_key(participant.department), {})
        if names.setdefault(fold(participant.name), participant.pk or -row.number) != (participant.pk or -row.number):
            self._refuse(row, "氏名", f"{participant.name}さんは、すでにこの部署に登録されています")


def _stored(participant: Participant) -> dict[str, Value]:
    if participant.pk is None and "department" not in participant._state.fields_cache:
        return dict(BLANK)
    return dict(zip(HEADINGS, cells_of(participant), strict=True))


def _in_words(value: Value | bool) -> str:
    if isinstance(value, bool):
        return "はい" if value else ""
    return as_text(value)


def _reason_against(participant: Participant, name: str, heading: str) -> str:
    """Why the participant's field cannot be kept; "" if it can."""
    field, value = Participant._meta.get_field(name), getattr(participant, name)
    if isinstance(value, str) and any(unicodedata.category(character) in CONTROLS for character in value):
        return "改行やタブなど、目に見えない文字が含まれています。取り除いてください"
    if value in field.empty_values and field.blank:
        return ""
    try:
        field.clean(value, participant)
    except ValidationError as error:
        found = error.error_list[0]
        return REASONS.get((heading, found.code), found.messages[0])
    return ""


def _names_by_department() -> dict[tuple, dict[str, int]]:
    """Who is in office in each department, by folded name."""
    names: dict[tuple, dict[str, int]] = {}
    current = Participant.objects.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))
    for participant in current.select_related("department"):
        names.setdefault(_key(participant.department), {})[fold(participant.name)] = participant.pk
    return names


def _key(department: Department) -> tuple:
    return (department.pk, department.municipality_id, department.name)
