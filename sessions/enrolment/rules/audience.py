"""Who is in an audience (docs/architecture.md, Access)."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from sessions.dates import fiscal_year_of
from sessions.enrolment.models import Attendance, Enrolment
from sessions.enums import Audience
from sessions.models import Programme, Series, StudySession
from studygroup import page_cache, rules

Reach = dict[int, int]  # by the key of a series or programme, the last fiscal year of which it is open


class Standing:
    """What a reader's rights rest on: the keys of what they belong to, each read once, when it is first asked for."""

    def __init__(self, user):
        self.user = user
        self.is_everywhere = rules.has_a_role(user)
        self.is_staff = rules.is_staff(user)

    @cached_property
    def departments(self) -> set[int]:
        return {person.department_id for person in self.user.current_participations} if self.is_staff else set()

    @cached_property
    def _enrolments(self) -> list[tuple[int, int, int, int]]:
        """(department, series, programme, last year) of every enrolment that counts in the reader's municipality."""
        if not self.is_staff:
            return []
        counting = Enrolment.objects.counting().filter(department__municipality=self.user.municipality_id)
        found = counting.with_last_year().order_by()
        return list(found.values_list("department_id", "series_id", "series__programme_id", "last_year"))

    @property
    def programmes(self) -> Reach:
        """Those in which the municipality is enrolled."""
        return reach_of((programme, last) for _, _, programme, last in self._enrolments)

    @property
    def department_programmes(self) -> Reach:
        own = (row for row in self._enrolments if row[0] in self.departments)
        return reach_of((programme, last) for _, _, programme, last in own)

    @property
    def series(self) -> Reach:
        """Those in which a department of the reader is enrolled, and those that accept such an enrolment."""
        own = [(series, last) for department, series, _, last in self._enrolments if department in self.departments]
        accepting = page_cache.remember("accepting_series", accepting_series) if own else {}
        return opened_by(own, accepting)

    @property
    def attendances(self) -> QuerySet[Attendance]:
        people = [person.pk for person in self.user.current_participations] if self.is_staff else []
        return Attendance.objects.taking_part().filter(participant__in=people)

    @cached_property
    def attending(self) -> set[int]:
        """The sessions that a participation of the reader is signed up for."""
        return set(self.attendances.values_list("study_session_id", flat=True)) if self.departments else set()


def reach_of(pairs: Iterable[tuple[int, int]]) -> Reach:
    """Of (key, last fiscal year) the latest for each key."""
    return dict(sorted(pairs, key=lambda pair: pair[1]))


def opened_by(enrolled: Iterable[tuple[int, int]], accepting: dict[int, set[int]]) -> Reach:
    """What enrolments in series, each with its last fiscal year, open: those series, and those that accept them."""
    return reach_of((one, last) for series, last in enrolled for one in {series, *accepting.get(series, ())})


def is_within(reach: Reach, key: int, fiscal_year: int) -> bool:
    """Whether what is of `fiscal_year` in the series or programme of `key` is open."""
    return fiscal_year <= reach.get(key, 0)


def accepting_series() -> dict[int, set[int]]:
    """For each series, those that accept its enrolments (見学会 accepts those of both 分科会)."""
    accepting: dict[int, set[int]] = {}
    for accepted, accepts in Series.accepts_enrolments_of.through.objects.values_list("to_series", "from_series"):
        accepting.setdefault(accepted, set()).add(accepts)
    return accepting


def standing_of(user) -> Standing:
    """The standing of `user` (a User or AnonymousUser), kept with the object for the request."""
    if not user.is_authenticated:
        return Standing(user)
    if "standing" not in user.__dict__:
        user.__dict__["standing"] = Standing(user)
    return user.__dict__["standing"]


def in_audience(user, audience: str, thing: Programme | Series | StudySession) -> bool:
    """Whether `user` belongs to `audience` of a programme, a series or a study session."""
    if isinstance(thing, Programme):
        return is_among(user, audience, programme=thing.pk)
    if isinstance(thing, Series):
        return is_among(user, audience, programme=thing.programme_id, series=thing.pk)
    return is_among(
        user,
        audience,
        programme=thing.series.programme_id,
        series=thing.series_id,
        study_session=thing.pk,
        fiscal_year=thing.fiscal_year,
    )


def is_among(
    user,
    audience: str,
    *,
    programme: int,
    series: int | None = None,
    study_session: int | None = None,
    fiscal_year: int | None = None,
) -> bool:
    """`in_audience` of the place with these keys, for what knows them without the rows; without a year, of today's."""
    standing = standing_of(user)
    if standing.is_everywhere or audience == Audience.PUBLIC:
        return True
    year = fiscal_year or fiscal_year_of(timezone.localdate())
    match audience:
        case Audience.STAFF:
            return standing.is_staff
        case Audience.ENROLLED_MUNICIPALITY:
            return is_within(standing.programmes, programme, year)
        case Audience.ENROLLED_DEPARTMENT:
            if series:
                return is_within(standing.series, series, year)
            return is_within(standing.department_programmes, programme, year)
        case Audience.ATTENDING:
            return study_session in standing.attending
    return False


def audience_q(user) -> Q:
    """`in_audience` as a condition on rows with `audience`, `fiscal_year` and the keys of their place."""
    standing = standing_of(user)
    if standing.is_everywhere:
        return Q()
    wanted = Q(audience=Audience.PUBLIC)
    if not standing.is_staff:
        return wanted
    wanted |= Q(audience=Audience.STAFF)
    wanted |= Q(audience=Audience.ENROLLED_MUNICIPALITY) & _within("programme", standing.programmes)
    of_department = _within("series", standing.series)
    of_department |= Q(series__isnull=True) & _within("programme", standing.department_programmes)
    wanted |= Q(audience=Audience.ENROLLED_DEPARTMENT) & of_department
    if standing.departments:
        attended = standing.attendances.values("study_session")
        wanted |= Q(audience=Audience.ATTENDING, study_session__in=attended)
    return wanted


def _within(place: str, reach: Reach) -> Q:
    """`is_within` as a condition on rows with `place` and `fiscal_year`."""
    wanted = Q(**{f"{place}__in": []})
    for year in set(reach.values()):
        keys = [key for key, last in reach.items() if last == year]
        wanted |= Q(**{f"{place}__in": keys}, fiscal_year__lte=year)
    return wanted
