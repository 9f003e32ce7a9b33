"""What マイページ tells of one department: its sessions, its people's answers, what is left to do."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from sessions.dates import fiscal_year_of
from sessions.enrolment import rules
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Application, Enrolment
from sessions.enrolment.pending import Asked, asked_in
from sessions.enrolment.sheet import Cell, Terms, enrolled_series, is_open_to, mark_overlaps, people_of, read_cells
from sessions.enums import Policy
from sessions.models import StudySession
from studygroup import rules as membership
from studygroup.models import Department, Participant


def departments_of(user) -> list[Department]:
    """Those in which `user` stands today, as they were joined."""
    if not membership.is_staff(user):
        return []
    return list({person.department_id: person.department for person in user.current_participations}.values())


def sessions_for_any_staff() -> list[StudySession]:
    """What is ahead, on a day, that takes staff without enrolment."""
    ahead = StudySession.objects.live().not_called_off().ahead().on_a_day().select_related("series")
    return [one for one in ahead.filter(series__policy=Policy.STAFF) if not one.is_past]


@dataclass
class Task:
    """Something for the reader to do: for whom, until when, and where."""

    text: str
    study_session: StudySession
    until: object
    action: str


@dataclass
class Column:
    """One session, with the cell of each person."""

    study_session: StudySession
    terms: Terms
    cells: list[Cell]

    @property
    def is_ahead(self) -> bool:
        return not self.study_session.is_past

    @property
    def counts_in_words(self) -> str:
        """「会場1・オンライン1・未回答1」"""
        words: dict[str, int] = {mode.label: 0 for mode in AttendanceMode} | {"未回答": 0}
        for cell in self.cells:
            if cell.is_admitted:
                words[cell.words] += 1
        return "・".join(f"{word}{count}" for word, count in words.items() if count)

    @property
    def can_answer(self) -> bool:
        return any(cell.is_open for cell in self.cells)

    @property
    def unanswered(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_open and cell.is_unanswered]

    @property
    def offered(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_offered]


@dataclass
class Board:
    """One department on the reader's page."""

    user: object
    department: Department
    people: list[Participant]
    columns: list[Column]
    cells: dict[tuple[int, int], Cell]
    enrolments: list[Enrolment] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)  # of applications that the office has yet to confirm

    @property
    def rows(self) -> list[tuple[Participant, list[Cell]]]:
        sessions = [column.study_session.pk for column in self.columns]
        return [(person, [self.cells[person.pk, session] for session in sessions]) for person in self.people]

    @property
    def ahead(self) -> list[Column]:
        return [column for column in self.columns if column.is_ahead]

    @cached_property
    def tasks(self) -> list[Task]:
        """Seats on offer first, then what is unanswered; each by the day of its session."""
        return [self._offer(column, cell) for column in self.ahead for cell in column.offered] + [
            self._question(column) for column in self.ahead if column.unanswered
        ]

    def _offer(self, column: Column, cell: Cell) -> Task:
        title = column.study_session.title
        text = f"{cell.person.name}さんに、{title}の会場の席をご案内しています"
        return Task(text, column.study_session, cell.attendance.offered_until, "返事をする")

    def _question(self, column: Column) -> Task:
        names = "・".join(f"{cell.person.name}さん" for cell in column.unanswered)
        text = f"{names}の{column.study_session.title}の参加方法が未回答です"
        return Task(text, column.study_session, column.terms.closes_at, "回答する")

    @property
    def is_first_visit(self) -> bool:
        """Nobody of the department has answered for a session that is over: all is still new to them."""
        return not any(cell.attendance for cell in self.cells.values() if cell.study_session.is_past)

    @property
    def has_answered(self) -> bool:
        """Whether the reader's own are among the answers: a colleague's do not tell them how."""
        own = [cell for cell in self.cells.values() if cell.person.user_id == self.user.pk and cell.attendance]
        return any(cell.is_open or cell.study_session.is_past for cell in own)

    @property
    def is_spoken_for(self) -> bool:
        """Whether the reader answers for colleagues too."""
        return rules.coordinates(self.user, self.department)


def read_board(user, department: Department) -> Board:
    people = people_of(department)
    opened = enrolled_series([department.pk]).get(department.pk, {})
    study_sessions = [one for one in _sessions_of_the_year() if is_open_to(one, opened)]
    cells = read_cells(user, people, study_sessions)
    mark_overlaps(cells)
    columns = []
    for one in study_sessions:
        own = [cells[person.pk, one.pk] for person in people]
        if own and (not one.is_past or any(cell.attendance for cell in own)):
            columns.append(Column(one, Terms(one, own[0].sign_up), own))
    shown = {column.study_session.pk for column in columns}
    cells = {key: cell for key, cell in cells.items() if key[1] in shown}
    enrolments = Enrolment.objects.filter(department=department).select_related("series", "application")
    enrolments = list(enrolments.order_by("-fiscal_year", "series__order"))
    waiting = Application.objects.waiting().filter(department=department)
    asked = [one for one in asked_in(waiting) if one.study_session.pk not in shown]
    return Board(user, department, people, columns, cells, enrolments, asked)


def _sessions_of_the_year():
    """Those with a day; what was called off is told on the series' pages."""
    year = fiscal_year_of(timezone.localdate())
    held = StudySession.objects.live().in_fiscal_year(year).on_a_day().not_called_off()
    rows = held.select_related("series", "venue").prefetch_related("agenda_items")
    return rows.by_first_day()
