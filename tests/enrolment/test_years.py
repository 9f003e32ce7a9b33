"""An enrolment opens its year, the years before and those that follow, until its department withdraws a later one."""

import pytest

from archive.models import Material
from archive.rules import access
from sessions.enrolment.actions.enrolling import withdraw_enrolment
from sessions.enrolment.coverage import read_coverage
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Attendance, Enrolment
from sessions.enrolment.rules import in_audience, may_sign_up
from sessions.enums import Audience
from sessions.models import Programme, Series, StudySession
from studygroup.models import User
from tests.factories.archive import make_material

THIS_YEAR = 2021
YEARS = (2019, 2020, 2021, 2022)
GATED = (Audience.ENROLLED_MUNICIPALITY, Audience.ENROLLED_DEPARTMENT)
CONFIRMED, WITHDRAWN = EnrolmentState.CONFIRMED, EnrolmentState.WITHDRAWN


@pytest.mark.parametrize(
    ("states", "opened"),
    [
        ({2021: CONFIRMED}, {2019, 2020, 2021, 2022}),
        ({2020: CONFIRMED}, {2019, 2020, 2021, 2022}),
        ({2020: CONFIRMED, 2021: EnrolmentState.SUBMITTED}, {2019, 2020, 2021, 2022}),
        ({2020: CONFIRMED, 2021: WITHDRAWN}, {2019, 2020}),
        ({2019: CONFIRMED, 2020: WITHDRAWN, 2021: EnrolmentState.SUBMITTED}, {2019}),
        ({2019: CONFIRMED, 2020: WITHDRAWN, 2021: CONFIRMED}, {2019, 2020, 2021, 2022}),
        ({2021: CONFIRMED, 2022: WITHDRAWN}, {2019, 2020, 2021}),
        ({2020: WITHDRAWN, 2021: WITHDRAWN}, set()),
    ],
)
@pytest.mark.parametrize("audience", GATED)
@pytest.mark.parametrize("place", ["programme", "series", "accepting"])
def test_what_is_open_by_year_is_the_same_for_one_and_for_many(cast, place, audience, states, opened):
    reader = enrolled(cast.coordinator, states)
    things = {year: make_material(audience=audience, fiscal_year=year, **place_of(place)) for year in YEARS}

    found = set(Material.objects.visible_to(reader).values_list("fiscal_year", flat=True))

    assert found == opened
    assert {year for year, thing in things.items() if access(reader, thing)} == opened


def test_another_series_stays_open_where_one_is_withdrawn(cast):
    reader = enrolled(cast.coordinator, {2020: CONFIRMED, 2021: WITHDRAWN})
    Enrolment.objects.create(
        department=reader.participations[0].department,
        series=Series.objects.get(key="adaptation"),
        fiscal_year=THIS_YEAR,
        state=CONFIRMED,
    )
    audience = Audience.ENROLLED_DEPARTMENT

    is_open = {key: in_audience(reader, audience, Series.objects.get(key=key)) for key in ("mitigation", "adaptation")}

    assert is_open == {"mitigation": False, "adaptation": True}
    assert in_audience(reader, audience, Programme.objects.get(first_year=THIS_YEAR))


def test_who_withdraws_this_year_is_not_admitted_to_its_sessions_through_last_years(client, cast):
    reader = enrolled(cast.coordinator, {2020: CONFIRMED, 2021: CONFIRMED})
    person = reader.participations[0]
    ahead, past = (StudySession.objects.get(code=f"mitigation-2021-{number}") for number in (2, 1))
    Attendance.objects.create(participant=person, study_session=past, mode="online")
    Attendance.objects.create(participant=person, study_session=ahead, mode="online")
    client.force_login(reader)
    before = client.get(f"/attend/{ahead.code}/").status_code

    withdraw_enrolment(enrolment=Enrolment.objects.get(fiscal_year=THIS_YEAR, state=CONFIRMED), by=reader)

    assert (before, client.get(f"/attend/{ahead.code}/").status_code) == (200, 403)
    assert not may_sign_up(person, ahead)
    assert dict(Attendance.objects.values_list("study_session__code", "mode")) == {
        past.code: "online",
        ahead.code: "absent",
    }
    assert Enrolment.objects.get(fiscal_year=2020).state == CONFIRMED


def test_the_map_forgets_who_withdrew_this_year_and_the_map_of_last_year_does_not(cast):
    enrolled(cast.coordinator, {2020: CONFIRMED, 2021: WITHDRAWN})

    assert (read_coverage().enrolled, read_coverage(fiscal_year=2020).enrolled) == (0, 1)


def enrolled(user, states: dict[int, str]) -> User:
    """The user, whose department's enrolments in 緩和策分科会 are these, and no others."""
    department = user.participations[0].department
    Enrolment.objects.all().delete()
    for year, state in states.items():
        Enrolment.objects.create(
            department=department, series=Series.objects.get(key="mitigation"), fiscal_year=year, state=state
        )
    return User.objects.get(pk=user.pk)


def place_of(kind: str) -> dict:
    places = {
        "programme": {"programme": Programme.objects.get(first_year=THIS_YEAR)},
        "series": {"series": Series.objects.get(key="mitigation")},
        "accepting": {"series": Series.objects.get(key="field-trip")},
    }
    return {"study_session": None} | places[kind]
