"""The three lists as they leave: which rows are chosen, and what stands in their columns."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone

from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.lists import participants
from sessions.enrolment.lists.cells import flag_in_words
from sessions.enrolment.models import Attendance, Enrolment
from sessions.models import Series, StudySession
from studygroup.models import Participant
from studygroup.tables.formats import Table, Value


class ListKind(TextChoices):
    ENROLMENTS = "enrolments", "参加登録"
    PARTICIPANTS = "participants", "参加者"
    ATTENDANCES = "attendances", "各回の出欠"


@dataclass(frozen=True)
class Choice:
    """Which rows of which list; None where nothing is left out."""

    kind: ListKind
    fiscal_year: int | None = None
    series: Series | None = None
    study_session: StudySession | None = None
    with_former: bool = False

    @property
    def in_words(self) -> str:
        year = f"{self.fiscal_year}年度" if self.fiscal_year else "すべての年度"
        return "・".join(str(part) for part in (year, self.study_session or self.series) if part)


def table_of(choice: Choice) -> Table:
    headings, rows = _TABLES[choice.kind](choice)
    return Table(ListKind(choice.kind).label, headings, rows)


def _participants(choice: Choice) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    people = Participant.objects.select_related("department__municipality")
    if choice.fiscal_year or choice.series:
        people = people.filter(department__in=_enrolments_chosen(choice).values("department"))
    if not choice.with_former:
        people = people.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))
    people = people.order_by("department__municipality__order", "department__name", "department", "pk")
    return participants.HEADINGS, [participants.cells_of(person) for person in people]


def _enrolments_chosen(choice: Choice) -> QuerySet[Enrolment]:
    """Of the year and series chosen, without those taken back."""
    enrolments = Enrolment.objects.exclude(state=EnrolmentState.WITHDRAWN)
    if choice.fiscal_year:
        enrolments = enrolments.filter(fiscal_year=choice.fiscal_year)
    return enrolments.filter(series=choice.series) if choice.series else enrolments


ENROLMENT_HEADINGS = (
    "登録番号", "受付番号", "年度", "参加機会", "自治体コード", "自治体", "部署", "受付時の部署名", "分野", "状態",
    "仮受付・差戻しの理由", "受付日時", "受付方法", "代表者の氏名", "代表者のメール", "代表者の電話",
)  # fmt: skip


def _enrolments(choice: Choice) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    rows = Enrolment.objects.select_related("department__municipality", "series", "application")
    if choice.fiscal_year:
        rows = rows.filter(fiscal_year=choice.fiscal_year)
    if choice.series:
        rows = rows.filter(series=choice.series)
    rows = rows.prefetch_related("department__former_names")
    rows = rows.order_by("-fiscal_year", "series__order", "department__municipality__order", "department__name", "pk")
    return ENROLMENT_HEADINGS, [_enrolment_cells(row) for row in rows]


def _enrolment_cells(row: Enrolment) -> tuple[Value, ...]:
    department, application = row.department, row.application
    representative = application.people[0] if application and application.people else {}
    return (
        row.pk,
        application.receipt if application else "",
        row.fiscal_year,
        row.series.title,
        department.municipality_id,
        department.municipality.name,
        department.name,
        department.name_on(timezone.localdate(row.submitted_at)),
        department.get_field_display(),
        row.get_state_display(),
        row.reason,
        _moment(row.submitted_at),
        application.get_way_display() if application else "",
        *(representative.get(what, "") for what in ("name", "mail", "phone")),
    )


ATTENDANCE_HEADINGS = (
    "受付番号", "開催回", "回のコード", "開催日", "自治体コード", "自治体", "部署", "参加者番号", "氏名", "ふりがな",
    "メール", "参加方法", "キャンセル待ち", "当日参加", "受付した日時", "出席", "変更日時",
)  # fmt: skip


def _attendances(choice: Choice) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    rows = Attendance.objects.select_related("participant__department__municipality", "study_session")
    rows = rows.prefetch_related("participant__department__former_names")
    if choice.fiscal_year:
        rows = rows.filter(study_session__fiscal_year=choice.fiscal_year)
    if choice.series:
        rows = rows.filter(study_session__series=choice.series)
    if choice.study_session:
        rows = rows.filter(study_session=choice.study_session)
    place = "participant__department__"
    rows = rows.order_by(
        "study_session__date_from", "study_session", f"{place}municipality__order", f"{place}name", "participant"
    )
    return ATTENDANCE_HEADINGS, [_attendance_cells(row) for row in rows]


def _attendance_cells(row: Attendance) -> tuple[Value, ...]:
    person, department = row.participant, row.participant.department
    return (
        row.receipt,
        row.study_session.title,
        row.study_session.code,
        row.study_session.date_from,
        department.municipality_id,
        department.municipality.name,
        row.department_name,
        person.pk,
        person.name,
        person.kana,
        person.mail,
        row.came_in_words,
        flag_in_words(row.waiting_since is not None),
        flag_in_words(row.is_walk_in),
        _moment(row.checked_in_at),
        flag_in_words(row.was_there),
        _moment(row.changed_at),
    )


def _moment(value: datetime | None) -> datetime | None:
    """In Tokyo and without its zone, which no spreadsheet knows."""
    return timezone.localtime(value).replace(tzinfo=None, microsecond=0) if value else None


_TABLES = {
    ListKind.ENROLMENTS: _enrolments,
    ListKind.PARTICIPANTS: _participants,
    ListKind.ATTENDANCES: _attendances,
}
