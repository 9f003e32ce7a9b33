"""Who is in an audience (docs/architecture.md, Access)."""

from dataclasses import dataclass

from django.db.models import Q

from sessions.enrolment.models import Attendance, Enrolment
from sessions.enums import Audience
from sessions.models import Programme, Series, StudySession
from studygroup import rules


@dataclass(frozen=True)
class Standing:
    """What a reader's rights rest on, read once a request: keys of what they belong to."""

    is_everywhere: bool = False
    is_staff: bool = False
    programmes: frozenset[int] = frozenset()
    series: frozenset[int] = frozenset()
    department_programmes: frozenset[int] = frozenset()
    attending: frozenset[int] = frozenset()


def standing_of(user) -> Standing:
    """The standing of `user` (a User or AnonymousUser), kept with the object for the request."""
    if not user.is_authenticated:
        return Standing()
    if "standing" not in user.__dict__:
        user.__dict__["standing"] = _read_standing(user)
    return user.__dict__["standing"]


def _read_standing(user) -> Standing:
    if rules.has_a_role(user):
        return Standing(is_everywhere=True)
    if not rules.is_staff(user):
        return Standing()
    departments = {person.department_id for person in user.current_participations}
    enrolments = list(
        Enrolment.objects.counting()
        .filter(department__municipality=user.municipality_id)
        .values_list("department_id", "series_id", "series__programme_id")
    )
    enrolled = {series for department, series, _ in enrolments if department in departments}
    return Standing(
        is_staff=True,
        programmes=frozenset(programme for _, _, programme in enrolments),
        series=frozenset(enrolled | _series_accepting(enrolled)),
        department_programmes=frozenset(prog for department, _, prog in enrolments if department in departments),
        attending=_attending(user),
    )


def _series_accepting(enrolled: set[int]) -> set[int]:
    if not enrolled:
        return set()
    return set(Series.objects.filter(accepts_enrolments_of__in=enrolled).values_list("pk", flat=True))


def _attending(user) -> frozenset[int]:
    people = [person.pk for person in user.current_participations]
    if not people:
        return frozenset()
    attendances = Attendance.objects.taking_part().filter(participant__in=people)
    return frozenset(attendances.values_list("study_session_id", flat=True))


def in_audience(user, audience: str, thing: Programme | Series | StudySession) -> bool:
    """Whether `user` belongs to `audience` of a programme, a series or a study session."""
    standing = standing_of(user)
    if standing.is_everywhere or audience == Audience.PUBLIC:
        return True
    programme, series, study_session = _place_of(thing)
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


def _place_of(thing) -> tuple[int, int | None, int | None]:
    """Keys of the programme, series and study session that `thing` lies in."""
    if isinstance(thing, Programme):
        return thing.pk, None, None
    if isinstance(thing, Series):
        return thing.programme_id, thing.pk, None
    return thing.series.programme_id, thing.series_id, thing.pk


def audience_q(user) -> Q:
    """`in_audience` as a condition on rows with `audience`, `programme`, `series` and `study_session`."""
    standing = standing_of(user)
    if standing.is_everywhere:
        return Q()
    wanted = Q(audience=Audience.PUBLIC)
    if standing.is_staff:
        wanted |= Q(audience=Audience.STAFF)
    if standing.programmes:
        wanted |= Q(audience=Audience.ENROLLED_MUNICIPALITY, programme__in=standing.programmes)
    if standing.series:
        wanted |= Q(audience=Audience.ENROLLED_DEPARTMENT, series__in=standing.series)
    if standing.department_programmes:
        of_programme = Q(series__isnull=True, programme__in=standing.department_programmes)
        wanted |= Q(audience=Audience.ENROLLED_DEPARTMENT) & of_programme
    if standing.attending:
        wanted |= Q(audience=Audience.ATTENDING, study_session__in=standing.attending)
    return wanted
