"""`access` and `visible_to` say the same of every reader, place, window and clock; closed things stay closed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.enums import Closed
from archive.models import Extension, Material, Video
from archive.rules import access
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Attendance
from sessions.enums import Audience
from sessions.models import Programme, Series, StudySession
from studygroup.models import Participant, User
from tests.factories.archive import make_material, make_video
from tests.factories.cast import ACTORS

pytestmark = pytest.mark.usefixtures("second_factor_is_set_up")

HOUR = timedelta(hours=1)
START = datetime(2021, 10, 25, tzinfo=UTC)
MOMENTS = [START + step * HOUR for step in (-48, -1, 0, 1, 30)]
PLACES = ("programme", "series", "adaptation", "session")
IN_AUDIENCE = {
    Audience.PUBLIC: set(ACTORS),
    Audience.STAFF: set(ACTORS) - {"anonymous", "suspended"},
    Audience.ENROLLED_MUNICIPALITY: set(ACTORS) - {"anonymous", "suspended", "staff"},
    Audience.ENROLLED_DEPARTMENT: set(ACTORS) - {"anonymous", "suspended", "staff", "other"},
    Audience.ATTENDING: {"advisor", "secretariat", "organiser"},
}


@pytest.fixture
def readers(cast):
    """The cast, of whom the coordinator has signed up for 緩和策分科会 第2回 and the participant stays away."""
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    for actor, mode in (("coordinator", AttendanceMode.ONLINE), ("participant", AttendanceMode.ABSENT)):
        participant = Participant.objects.get(user=cast[actor])
        Attendance.objects.create(participant=participant, study_session=study_session, mode=mode)
    return cast


@pytest.fixture
def places(db):
    return {
        "programme": {"programme": Programme.objects.get(first_year=2021), "fiscal_year": 2021},
        "series": {"series": Series.objects.get(key="mitigation"), "fiscal_year": 2021},
        "adaptation": {"series": Series.objects.get(key="adaptation"), "fiscal_year": 2021},
        "session": {"study_session": StudySession.objects.get(code="mitigation-2021-2")},
    }


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    model=st.sampled_from([Material, Video]),
    actor=st.sampled_from(ACTORS),
    audience=st.sampled_from(Audience.values),
    place=st.sampled_from(PLACES),
    opens=st.sampled_from([None, *MOMENTS]),
    length=st.sampled_from([None, HOUR, 31 * HOUR]),
    announced=st.sampled_from([None, date(2021, 10, 24), date(2021, 10, 25), date(2021, 10, 26)]),
    has_file=st.booleans(),
    extended=st.sampled_from([None, 2 * HOUR, 29 * HOUR, 60 * HOUR]),
    now=st.sampled_from([*MOMENTS, START - HOUR / 2, START + HOUR / 2]),
)
def test_access_allows_exactly_what_visible_to_finds(
    readers, places, clock, model, actor, audience, place, opens, length, announced, has_file, extended, now
):
    clock.move_to(now.isoformat())
    thing = model(
        title="x",
        audience=audience,
        announced_on=announced,
        available_from=opens,
        available_until=(opens or START) + length if length else None,
        file="materials/none.pdf" if has_file else "",
        **places[place],
    )
    thing.follow_study_session()
    model.objects.bulk_create([thing])
    if extended:
        of = {model._meta.model_name: thing, "municipality": readers["coordinator"].municipality}
        Extension.objects.create(**of, until=START + extended, reason="x")
    reader = fresh(readers[actor])
    found = model.objects.with_place().get(pk=thing.pk)

    assert access(reader, found).allowed == (found in model.objects.visible_to(reader))
    found.delete()


@pytest.mark.parametrize("audience", Audience.values)
@pytest.mark.parametrize("actor", ACTORS)
def test_a_file_is_open_to_its_audience_alone(client, cast, actor, audience):
    material, video = make_material(audience=audience), make_video(audience=audience)
    if actor != "anonymous":
        client.force_login(cast[actor])
    expected = 200 if actor in IN_AUDIENCE[audience] else 403

    answers = {address: client.get(address).status_code for address in addresses(material, video)}

    assert answers == dict.fromkeys(answers, expected)


@pytest.mark.parametrize("actor", ACTORS)
def test_what_is_not_announced_does_not_exist_but_for_the_secretariat(client, cast, actor):
    material, video = make_material(announced_on=None), make_video(announced_on=date(2021, 10, 26))
    if actor != "anonymous":
        client.force_login(cast[actor])
    expected = 200 if actor == "secretariat" else 404

    answers = {address: client.get(address).status_code for address in addresses(material, video)}

    assert answers == dict.fromkeys(answers, expected)


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("2021-06-28T23:59:59+09:00", 403),
        ("2021-06-29T00:00:00+09:00", 200),
        ("2021-12-28T23:59:59+09:00", 200),
        ("2021-12-29T00:00:00+09:00", 403),
    ],
)
def test_a_window_opens_and_closes_to_the_second(client, cast, clock, now, status):
    window = {
        "announced_on": date(2021, 6, 25),
        "available_from": datetime.fromisoformat("2021-06-29T00:00+09:00"),
        "available_until": datetime.fromisoformat("2021-12-29T00:00+09:00"),
    }
    material, video = make_material(**window), make_video(**window)
    clock.move_to(now)
    client.force_login(cast.coordinator)

    answers = {address: client.get(address).status_code for address in addresses(material, video)}

    assert answers == dict.fromkeys(answers, status)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"announced_on": None}, Closed.NOT_ANNOUNCED),
        ({"file": None}, Closed.PREPARING),
        ({"available_from": START + 9 * HOUR}, Closed.NOT_YET),
        ({"available_until": START - HOUR}, Closed.OVER),
        ({"audience": Audience.ENROLLED_DEPARTMENT}, Closed.AUDIENCE),
    ],
)
def test_the_reason_is_the_first_that_holds(cast, values, reason):
    assert access(cast.staff, make_material(**values)).reason == reason


def addresses(material, video):
    """Every address under which the two things or a part of them can be fetched."""
    stream = f"/videos/{video.pk}/stream"
    video.poster.save("poster.jpg", ContentFile(b"picture"), save=True)
    parts = [f"{stream}/{part}" for part in ("video.mp4", "captions.vtt", "poster.jpg")]
    return [material.get_absolute_url(), video.get_absolute_url(), *parts]


def fresh(reader):
    """The reader as a new request finds them, with nothing remembered."""
    return User.objects.get(pk=reader.pk) if reader.is_authenticated else reader
