"""What the enrolment adds to the pages of the programme."""

from sessions.enrolment.models import Enrolment
from studygroup.slots import Section


def standing_in_series(user, series) -> Section | None:
    """For someone whose department is enrolled in `series`: its name, and that it is."""
    departments = [person.department_id for person in user.current_participations] if user.is_authenticated else []
    if not departments:
        return None
    enrolments = Enrolment.objects.counting().of_departments(departments).in_series(series.accepted_series_ids)
    names = sorted({str(enrolment.department) for enrolment in enrolments})
    return Section(10, "enrolment/series_standing.html", {"departments": names}) if names else None
