"""What the enrolment adds to the pages of the programme."""

from django.utils import timezone

from sessions.enrolment.coverage import read_coverage
from sessions.enrolment.models import Enrolment
from sessions.enrolment.rules import standing_of
from sessions.enums import Policy
from sessions.sections import upcoming_sessions
from studygroup import page_cache
from studygroup.models import HomePage
from studygroup.slots import Section


def greeting(user, home) -> Section | None:
    """The home page's first line for someone signed in: who they are, and which session is theirs next."""
    if not user.is_authenticated:
        return None
    context = {"reader": _name_of(user), "next_session": _next_session_of(user)}
    return Section(0, "enrolment/sections/greeting.html", context)


def municipality_map(user, page) -> Section:
    """Who is enrolled: leaves beside the headline of the home page, the named map with its table elsewhere."""
    template = "leaf_map" if isinstance(page, HomePage) else "members_map"
    context = {"coverage": page_cache.remember("coverage", read_coverage), "today": timezone.localdate()}
    return Section(10, f"enrolment/sections/{template}.html", context)


def _name_of(user) -> str:
    """The reader's departments; for someone in none, the municipality or the name."""
    departments = dict.fromkeys(str(person.department) for person in user.current_participations)
    if departments:
        return "・".join(departments)
    return user.municipality.name if user.municipality_id else user.get_full_name()


def _next_session_of(user):
    """The nearest session that the reader may take part in; for someone who is enrolled nowhere, the nearest of all."""
    enrolled = standing_of(user).series
    sessions = upcoming_sessions()
    if enrolled:
        sessions = [one for one in sessions if one.series_id in enrolled or one.series.policy == Policy.STAFF]
    return next(iter(sessions), None)


def standing_in_series(user, series) -> Section | None:
    """For someone whose department is enrolled in `series`: its name, and that it is."""
    departments = [person.department_id for person in user.current_participations] if user.is_authenticated else []
    if not departments:
        return None
    enrolments = Enrolment.objects.counting().of_departments(departments).in_series(series.accepted_series_ids)
    names = sorted({str(enrolment.department) for enrolment in enrolments})
    return Section(10, "enrolment/series_standing.html", {"departments": names}) if names else None
