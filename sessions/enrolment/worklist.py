"""Who has not: enrolled, said how they take part, confirmed for next year. By municipality, in their official order."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, TextChoices
from django.utils import timezone

from sessions.enrolment.models import Application, Attendance, Enrolment, YearlyConfirmation
from sessions.enrolment.rules import yearly
from sessions.enrolment.rules.people import counted_on
from sessions.enums import Policy
from sessions.models import Series, StudySession
from studygroup.models import Municipality, Participant


class Lack(TextChoices):
    """What is missing; the words finish 「…自治体」."""

    ENROLMENT = "enrolment", "参加登録がない"
    ANSWER = "answer", "参加方法が未回答"
    CONFIRMATION = "confirmation", "次の年度の継続が未確認"


@dataclass(frozen=True)
class Row:
    """A municipality, with the departments and people concerned, and a word about what is under way."""

    municipality: Municipality
    people: tuple[Participant, ...] = ()
    note: str = ""

    @property
    def departments(self) -> list[str]:
        return list(dict.fromkeys(person.department.name for person in self.people))


@dataclass(frozen=True)
class Lacking:
    """The rows, with how many municipalities, departments and people they are."""

    rows: tuple[Row, ...]

    @property
    def municipalities(self) -> int:
        """Of the 62: samples are listed, and are none of them."""
        return sum(not row.municipality.is_sample for row in self.rows)

    @property
    def people(self) -> list[Participant]:
        return [person for row in self.rows for person in row.people]

    @property
    def departments(self) -> int:
        return len({person.department_id for person in self.people})


def current_people():
    """Everybody who takes part today, by municipality and department."""
    people = Participant.objects.filter(counted_on(timezone.localdate()))
    people = people.select_related("department__municipality", "user")
    return people.order_by("department__municipality__order", "department__name", "pk")


def enrolled_people(*, series: Iterable[int], fiscal_year: int):
    """The people of the departments with an enrolment that counts in one of `series` (keys) in `fiscal_year`."""
    counting = Enrolment.objects.counting().in_series(series).filter(fiscal_year=fiscal_year)
    return current_people().filter(department__in=counting.values("department"))


def people_of(study_session: StudySession):
    """Those whose answer is awaited for `study_session`."""
    series = study_session.series.accepted_series_ids
    return enrolled_people(series=series, fiscal_year=study_session.fiscal_year)


def unanswered(study_session: StudySession):
    answers = Attendance.objects.filter(study_session=study_session, participant=OuterRef("pk"))
    return people_of(study_session).exclude(Exists(answers))


def unconfirmed(fiscal_year: int):
    """The people of enrolled departments of whom nobody has said whether they stay for `fiscal_year`.

    Before the office has asked, that is everybody who is current.
    """
    counting = Enrolment.objects.admitting(fiscal_year).filter(fiscal_year__in=(fiscal_year - 1, fiscal_year))
    asked = YearlyConfirmation.objects.filter(fiscal_year=fiscal_year).first()
    people = yearly.unconfirmed(asked) if asked else current_people().exclude(confirmed_year__gte=fiscal_year)
    return people.filter(department__in=counting.values("department"))


def not_enrolled(*, fiscal_year: int, series: Series | None = None) -> list[Row]:
    """The municipalities of the 62 without an enrolment that counts (in `series`, or at all)."""
    counting = Enrolment.objects.counting().filter(fiscal_year=fiscal_year, department__municipality=OuterRef("pk"))
    waiting = Application.objects.waiting().filter(fiscal_year=fiscal_year, municipality=OuterRef("pk"))
    if series:
        counting, waiting = counting.in_series([series.pk]), waiting.filter(series=series)
    found = Municipality.objects.real().exclude(Exists(counting)).annotate(has_applied=Exists(waiting.order_by()))
    return [Row(one, note="申込あり（事務局の確認待ち）" if one.has_applied else "") for one in found]


def by_municipality(people: Iterable[Participant]) -> tuple[Row, ...]:
    """`people`, already in order, as a row for each municipality."""
    grouped = groupby(people, key=lambda person: person.department.municipality)
    return tuple(Row(municipality, tuple(own)) for municipality, own in grouped)


def sessions_ahead(fiscal_year: int | None = None, series: Series | None = None):
    """Those that take answers of enrolled departments: published, not called off, not past; nearest first."""
    ahead = StudySession.objects.live().ahead().not_called_off().select_related("series")
    ahead = ahead.filter(series__policy=Policy.ENROLLED)
    if fiscal_year:
        ahead = ahead.in_fiscal_year(fiscal_year)
    return ahead.filter(series=series) if series else ahead


def next_session(fiscal_year: int | None = None, series: Series | None = None) -> StudySession | None:
    return sessions_ahead(fiscal_year, series).first()
