"""Who answers for whom, and what each person has answered for each session: what the forms of attendance stand on."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from sessions.enrolment import rules
from sessions.enrolment.actions.answering import closes_at, why_closed
from sessions.enrolment.enums import TIMED_MODES, AttendanceMode
from sessions.enrolment.models import Attendance, Enrolment, SignUp
from sessions.enrolment.rules.overlaps import collide
from sessions.enrolment.rules.people import counted_on
from sessions.enums import Mode, Policy
from sessions.models import StudySession
from studygroup import rules as membership
from studygroup.models import Department, Participant

NONE = "none"
WAITING = ":waiting"


def mode_seen(seen: str) -> str | None:
    """The mode in what a page had `Cell.seen`; None for no answer."""
    return None if seen == NONE else seen.removesuffix(WAITING)


def was_waiting(seen: str) -> bool:
    return seen.endswith(WAITING)


@dataclass
class Cell:
    """One person at one session; `is_ours`: the reader acts for the person, and by `form` answers while it is open."""

    person: Participant
    study_session: StudySession
    sign_up: SignUp
    attendance: Attendance | None
    is_admitted: bool
    is_ours: bool
    is_open: bool
    overlaps: list[Attendance] = field(default_factory=list)
    form: object = None
    is_refused_seat: bool = False

    @property
    def key(self) -> str:
        return f"a{self.person.pk}-{self.study_session.pk}"

    @property
    def seen(self) -> str:
        """What stands here, as a page carries it to tell later whether somebody else changed it."""
        if self.attendance is None:
            return NONE
        return self.attendance.mode + (WAITING if self.attendance.waiting_since else "")

    @property
    def words(self) -> str:
        if self.attendance:
            return self.attendance.get_mode_display()
        if not self.is_admitted:
            return "対象外"
        return "回答なし" if self.study_session.is_past else "未回答"

    @property
    def is_unanswered(self) -> bool:
        return self.is_admitted and self.attendance is None

    @property
    def is_offered(self) -> bool:
        """Whether a seat is held for the person until they say whether they take it."""
        return self.is_open and self.attendance is not None and self.attendance.offered_until is not None

    @property
    def has_receipt(self) -> bool:
        """Whether there is something to show at the desk."""
        return self.attendance is not None and self.attendance.mode in TIMED_MODES

    @property
    def may_wait(self) -> bool:
        """Whether the box to wait for a seat is of use: no seat is left for the person, or they wait already."""
        if self.attendance and (self.attendance.waiting_since or self.attendance.holds_seat):
            return self.attendance.waiting_since is not None
        return self.is_refused_seat

    @property
    def comes_to_venue(self) -> bool:
        return self.attendance is not None and self.attendance.mode == AttendanceMode.VENUE

    @property
    def joins_online(self) -> bool:
        return self.attendance is not None and self.attendance.mode == AttendanceMode.ONLINE


def answered_for(user) -> list[Participant]:
    """Those `user` answers for: themselves, and all who are today in a department they speak for; by department."""
    if not membership.is_staff(user):
        return []
    own = user.current_participations
    spoken_for = [person.department_id for person in own if person.is_coordinator]
    return _current(Q(department__in=spoken_for) | Q(pk__in=[person.pk for person in own]))


def people_of(*departments: Department) -> list[Participant]:
    """Everyone who is in `departments` today, without those at whose municipality the office still looks."""
    return _current(Q(department__in=departments))


def _current(condition: Q) -> list[Participant]:
    people = Participant.objects.filter(counted_on(timezone.localdate()), condition).select_related(
        "department__municipality", "user"
    )
    return list(people.order_by("department__municipality__order", "department__name", "-is_coordinator", "pk"))


def terms_of(study_sessions: Iterable[StudySession]) -> dict[int, SignUp]:
    """By session, its terms of signing up; where the office set none, terms without limits, not saved."""
    kept = {sign_up.study_session_id: sign_up for sign_up in SignUp.objects.filter(study_session__in=study_sessions)}
    return {one.pk: kept.get(one.pk) or SignUp(study_session=one) for one in study_sessions}


def enrolled_series(departments: Iterable[int]) -> dict[int, rules.Reach]:
    """By department, the series its enrolments open: those it is enrolled in, and those that accept them."""
    counting = Enrolment.objects.counting().with_last_year().filter(department__in=departments).order_by()
    enrolled: dict[int, list[tuple[int, int]]] = {}
    for department, series, last_year in counting.values_list("department_id", "series_id", "last_year"):
        enrolled.setdefault(department, []).append((series, last_year))
    accepting = rules.accepting_series()
    return {department: rules.opened_by(own, accepting) for department, own in enrolled.items()}


def is_open_to(study_session: StudySession, opened: rules.Reach) -> bool:
    """Whether a department whose enrolments open `opened` takes part: `rules.may_sign_up` for many at once."""
    is_for_staff = study_session.series.policy == Policy.STAFF
    return is_for_staff or rules.is_within(opened, study_session.series_id, study_session.fiscal_year)


def read_cells(user, people: list[Participant], study_sessions: list[StudySession]) -> dict[tuple[int, int], Cell]:
    """A cell for every one of `people` at every one of `study_sessions`, by their keys."""
    opened = enrolled_series({person.department_id for person in people})
    terms = terms_of(study_sessions)
    open_ones = {one.pk for one in study_sessions if not Terms(one, terms[one.pk]).why_closed}
    rows = Attendance.objects.filter(participant__in=people, study_session__in=study_sessions)
    answers = {(row.participant_id, row.study_session_id): row for row in rows}
    cells = {}
    for person in people:
        is_ours = rules.acts_for(user, person)
        for one in study_sessions:
            is_admitted = is_open_to(one, opened.get(person.department_id, {}))
            is_open = is_ours and is_admitted and one.pk in open_ones
            key = person.pk, one.pk
            cells[key] = Cell(person, one, terms[one.pk], answers.get(key), is_admitted, is_ours, is_open)
    return cells


def fullness(sign_up: SignUp) -> Callable[[Participant], bool]:
    """Tells of a person whether the venue is full for them: in all, or for their municipality."""
    if sign_up.seats_left is not None and sign_up.seats_left <= 0:
        return lambda person: True
    limit = sign_up.seats_per_municipality
    if limit is None:
        return lambda person: False
    taken = _taken_by_municipality(sign_up)
    return lambda person: taken[person.department.municipality_id] >= limit


def seats_free(sign_up: SignUp, municipality: str) -> int | None:
    """How many seats those of the municipality with this code find at the venue; None where there is no limit."""
    limit = sign_up.seats_per_municipality
    own = None if limit is None else limit - _taken_by_municipality(sign_up)[municipality]
    return min((left for left in (sign_up.seats_left, own) if left is not None), default=None)


def _taken_by_municipality(sign_up: SignUp) -> Counter:
    held = Attendance.objects.filter(study_session=sign_up.study_session_id).holding_a_seat()
    return Counter(held.order_by().values_list("participant__department__municipality", flat=True))


def mark_overlaps(cells: dict[tuple[int, int], Cell]) -> None:
    """Tell each cell what else in `cells` the person is signed up for at the same hours."""
    by_person: dict[int, list[Cell]] = {}
    for cell in cells.values():
        if cell.attendance and cell.attendance.mode in TIMED_MODES and not cell.study_session.is_past:
            by_person.setdefault(cell.person.pk, []).append(cell)
    for taken in by_person.values():
        for cell in taken:
            cell.attendance.study_session = cell.study_session
        for cell in taken:
            others = (other for other in taken if other is not cell)
            cell.overlaps = [one.attendance for one in others if collide(cell.study_session, one.study_session)]


@dataclass
class Terms:
    """How one session takes answers, in the words' parts that its page says."""

    study_session: StudySession
    sign_up: SignUp

    @property
    def why_closed(self) -> str:
        """Why nobody is asked for an answer: it is too late, or too early to say anything of a day."""
        return why_closed(self.study_session, self.sign_up)

    @property
    def closes_at(self):
        return closes_at(self.study_session, self.sign_up)

    @property
    def closes_at_start(self) -> bool:
        return self.sign_up.until is None

    @property
    def has_venue(self) -> bool:
        return Mode.VENUE in self.study_session.modes

    @property
    def is_limited(self) -> bool:
        """Whether a seat at the venue may be refused, so that one may wait for it."""
        limits = (self.sign_up.seats, self.sign_up.seats_per_municipality)
        return self.has_venue and any(limit is not None for limit in limits)

    @property
    def seats_in_words(self) -> str:
        """「会場：残り3席」「会場：満席」, or nothing where there is no limit."""
        left = self.sign_up.seats_left
        if not self.has_venue or left is None:
            return ""
        return f"会場：残り{left}席" if left > 0 else "会場：満席"
