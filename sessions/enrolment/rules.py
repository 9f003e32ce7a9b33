"""Who is in an audience (docs/architecture.md, Access), and who keeps the books of enrolments."""

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from sessions.enrolment.models import Attendance, Enrolment
from sessions.enums import Audience
from sessions.models import Programme, Series, StudySession
from studygroup import page_cache, rules


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
    def _enrolments(self) -> list[tuple[int, int, int]]:
        """(department, series, programme) of every enrolment that counts in the reader's municipality."""
        if not self.is_staff:
            return []
        counting = Enrolment.objects.counting().filter(department__municipality=self.user.municipality_id)
        return list(counting.values_list("department_id", "series_id", "series__programme_id"))

    @property
    def programmes(self) -> set[int]:
        """Those in which the municipality is enrolled."""
        return {programme for _, _, programme in self._enrolments}

    @property
    def department_programmes(self) -> set[int]:
        return {programme for department, _, programme in self._enrolments if department in self.departments}

    @property
    def series(self) -> set[int]:
        """Those in which a department of the reader is enrolled, and those that accept such an enrolment."""
        enrolled = {series for department, series, _ in self._enrolments if department in self.departments}
        accepting = page_cache.remember("accepting_series", accepting_series) if enrolled else {}
        return enrolled.union(*(accepting.get(series, ()) for series in enrolled))

    @property
    def attendances(self) -> QuerySet[Attendance]:
        people = [person.pk for person in self.user.current_participations] if self.is_staff else []
        return Attendance.objects.taking_part().filter(participant__in=people)

    @cached_property
    def attending(self) -> set[int]:
        """The sessions that a participation of the reader is signed up for."""
        return set(self.attendances.values_list("study_session_id", flat=True)) if self.departments else set()


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
    return is_among(user, audience, programme=thing.series.programme_id, series=thing.series_id, study_session=thing.pk)


def is_among(
    user, audience: str, *, programme: int, series: int | None = None, study_session: int | None = None
) -> bool:
    """`in_audience` of the place with these keys, for what knows them without the rows."""
    standing = standing_of(user)
    if standing.is_everywhere or audience == Audience.PUBLIC:
        return True
    match audience:
        case Audience.STAFF:
            return standing.is_staff
        case Audience.ENROLLED_MUNICIPALITY:
            return programme in standing.programmes
        case Audience.ENROLLED_DEPARTMENT:
            return series in standing.series if series else programme in standing.department_programmes
        case Audience.ATTENDING:
            return study_session in standing.attending
    return False


def audience_q(user) -> Q:
    """`in_audience` as a condition on rows with `audience`, `programme`, `series` and `study_session`."""
    standing = standing_of(user)
    if standing.is_everywhere:
        return Q()
    wanted = Q(audience=Audience.PUBLIC)
    if not standing.is_staff:
        return wanted
    wanted |= Q(audience=Audience.STAFF)
    wanted |= Q(audience=Audience.ENROLLED_MUNICIPALITY, programme__in=standing.programmes)
    of_department = Q(series__in=standing.series)
    of_department |= Q(series__isnull=True, programme__in=standing.department_programmes)
    wanted |= Q(audience=Audience.ENROLLED_DEPARTMENT) & of_department
    if standing.departments:
        attended = standing.attendances.values("study_session")
        wanted |= Q(audience=Audience.ATTENDING, study_session__in=attended)
    return wanted


def can_enter_enrolments(user) -> bool:
    """Enrolments and attendance are entered and corrected by hand by the secretariat alone."""
    return rules.is_secretariat(user)
