"""Municipalities first (two departments of one city are one), then departments, then people: enrolled, and attended."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils import timezone

from sessions.dates import fiscal_year_of, fiscal_year_span
from sessions.enrolment.enums import COUNTING_STATES, AttendanceMode
from sessions.enrolment.models import Attendance, Enrolment
from sessions.enrolment.rules.people import checked
from sessions.models import Series, StudySession
from studygroup.enums import MunicipalityKind
from studygroup.models import Municipality, Participant

SAMPLE = "見本の自治体"


@dataclass(frozen=True)
class Place:
    """A municipality as far as figures tell it apart."""

    code: str
    kind: str
    area: str
    is_sample: bool


@dataclass(frozen=True)
class Count:
    municipalities: int = 0
    departments: int = 0
    people: int = 0


@dataclass(frozen=True)
class Line:
    """A row: what it counts, of how many municipalities (0: of samples alone, None: not told), and the two counts.

    `comes_by`: instead of those enrolled, the series whose enrolments count here.
    """

    label: str
    enrolled: Count
    attended: Count
    total: int | None = None
    comes_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class SessionLine:
    """A session: how people said they come, and who was there."""

    study_session: StudySession
    modes: tuple[int, ...]
    attended: Count

    @property
    def signed_up(self) -> int:
        return sum(self.modes)


MODES = tuple(mode for mode in AttendanceMode if mode != AttendanceMode.ABSENT)


@dataclass(frozen=True)
class Scope:
    """What is counted: a fiscal year, perhaps of one series, perhaps attendance at one session."""

    fiscal_year: int
    series: Series | None = None
    study_session: StudySession | None = None

    @property
    def days(self) -> tuple[date, date]:
        """First and last of the days on which somebody counts who was there: today, or a whole year that is over."""
        today, (first, last) = timezone.localdate(), fiscal_year_span(self.fiscal_year)
        return (first, last) if last < today else (today, today)

    @property
    def series_of_all(self) -> Series | None:
        """The one series in question, that of the session where one is chosen."""
        return self.study_session.series if self.study_session else self.series

    @property
    def comes_by(self) -> tuple[str, ...]:
        """The series whose enrolments count, where nobody enrols in the one in question (見学会)."""
        titles = self.series_of_all.titles_of_enrolment if self.series_of_all else []
        return () if not titles or titles == [self.series_of_all.title] else tuple(titles)

    @property
    def series_ids(self) -> set[int] | None:
        """The series whose enrolments count; None for all."""
        return self.series_of_all.accepted_series_ids if self.series_of_all else None


# (municipality, department, person); a person is None for a department without people.
Fact = tuple[str, int, int | None]


@dataclass(frozen=True)
class Figures:
    """Everything that a scope tells, read once; the tables are counted from it."""

    places: dict[str, Place]
    enrolled: tuple[Fact, ...]
    attended: tuple[Fact, ...]

    @property
    def whole(self) -> Line:
        return self._line("合計", lambda place: not place.is_sample)

    @property
    def by_kind(self) -> list[Line]:
        """区・市・町・村, then the sum; the sample municipalities, where there are any, apart."""
        kinds = [
            self._line(kind.label, lambda place, kind=kind: place.kind == kind and not place.is_sample)
            for kind in MunicipalityKind
        ]
        return [*kinds, self.whole, *self._samples]

    @property
    def by_area(self) -> list[Line]:
        areas = dict.fromkeys(place.area for place in self.places.values() if not place.is_sample)
        lines = [
            self._line(area, lambda place, area=area: place.area == area and not place.is_sample) for area in areas
        ]
        return [*lines, self.whole, *self._samples]

    @property
    def _samples(self) -> list[Line]:
        line = self._line(SAMPLE, lambda place: place.is_sample)
        return [line] if line.enrolled.departments or line.attended.departments else []

    def _line(self, label: str, belongs) -> Line:
        codes = {code for code, place in self.places.items() if belongs(place)}
        enrolled, attended = (
            count_of([fact for fact in facts if fact[0] in codes], self.places)
            for facts in (self.enrolled, self.attended)
        )
        return Line(label, enrolled, attended, sum(not self.places[code].is_sample for code in codes))


def count_of(facts: Iterable[Fact], places: dict[str, Place]) -> Count:
    """Samples count as departments and people, never as municipalities."""
    facts = list(facts)
    return Count(
        municipalities=len({code for code, _, _ in facts if not places[code].is_sample}),
        departments=len({department for _, department, _ in facts}),
        people=len({person for _, _, person in facts if person is not None}),
    )


def read_places() -> dict[str, Place]:
    rows = Municipality.objects.values_list("code", "kind", "area", "is_sample")
    return {row[0]: Place(*row) for row in rows}


def read_figures(scope: Scope, places: dict[str, Place] | None = None) -> Figures:
    places = places or read_places()
    return Figures(places, tuple(_enrolled(scope)), tuple(_attended(scope)))


def _enrolled(scope: Scope) -> list[Fact]:
    """The departments whose enrolment counts, with the people they have today.

    Of a year that is over, all who were there in the course of it: who left or was suspended since took part in it.
    """
    first, last = scope.days
    open_then = Q(department__closed_on__isnull=True) | Q(department__closed_on__gt=first)
    rows = Enrolment.objects.filter(open_then, state__in=COUNTING_STATES, fiscal_year=scope.fiscal_year)
    if scope.series_ids is not None:
        rows = rows.in_series(scope.series_ids)
    departments = dict(rows.order_by().values_list("department", "department__municipality"))
    begun = Q(since__isnull=True) | Q(since__lte=last)
    there = Q(until__isnull=True) | Q(until__gte=first)
    active = Q(suspended_at__isnull=True) | Q(suspended_at__date__gt=first)
    people = Participant.objects.filter(begun, there, active, checked(), department__in=departments).order_by()
    facts: list[Fact] = [(code, department, None) for department, code in departments.items()]
    return facts + [(departments[of], of, person) for person, of in people.values_list("pk", "department")]


def _attended(scope: Scope) -> list[Fact]:
    rows = Attendance.objects.attended().filter(study_session__fiscal_year=scope.fiscal_year)
    if scope.study_session:
        rows = rows.filter(study_session=scope.study_session)
    elif scope.series:
        rows = rows.filter(study_session__series=scope.series)
    return list(_facts_of(rows))


def _facts_of(rows):
    return rows.order_by().values_list(
        "participant__department__municipality", "participant__department", "participant"
    )


def by_session(scope: Scope, places: dict[str, Place]) -> list[SessionLine]:
    """Every published session of the scope, by its first day; seats and presence include the samples."""
    sessions = StudySession.objects.live().in_fiscal_year(scope.fiscal_year).by_first_day()
    if scope.series:
        sessions = sessions.filter(series=scope.series)
    if scope.study_session:
        sessions = sessions.filter(pk=scope.study_session.pk)
    sessions = list(sessions)
    rows = Attendance.objects.filter(study_session__in=sessions).order_by()
    modes = Counter(rows.by_way().values_list("study_session", "way"))
    attended: dict[int, list[Fact]] = {}
    for key, *fact in rows.attended().values_list(
        "study_session", "participant__department__municipality", "participant__department", "participant"
    ):
        attended.setdefault(key, []).append(tuple(fact))
    return [
        SessionLine(one, tuple(modes[one.pk, mode] for mode in MODES), count_of(attended.get(one.pk, []), places))
        for one in sessions
    ]


def by_series(scope: Scope, places: dict[str, Place]) -> list[Line]:
    """Each series that has sessions or enrolments in the scope's year."""
    wanted = [scope.series_of_all] if scope.series_of_all else Series.objects.live().in_order()
    lines = [_line_of(one.title, replace(scope, series=one), places) for one in wanted]
    return [line for line in lines if line.enrolled.departments or line.attended.departments]


def by_year(scope: Scope, places: dict[str, Place]) -> list[Line]:
    """Every fiscal year with enrolments or sessions, the latest first; of the scope's series, where it has one."""
    return [_line_of(f"{year}年度", Scope(year, scope.series_of_all), places) for year in fiscal_years()]


def fiscal_years() -> list[int]:
    years = set(Enrolment.objects.order_by().values_list("fiscal_year", flat=True))
    years |= set(StudySession.objects.live().values_list("fiscal_year", flat=True))
    return sorted(years | {fiscal_year_of(timezone.localdate())}, reverse=True)


def _line_of(label: str, scope: Scope, places: dict[str, Place]) -> Line:
    return replace(read_figures(scope, places).whole, label=label, total=None, comes_by=scope.comes_by)
