"""Who is in an audience: every actor, every audience, at a session of 緩和策分科会."""

import pytest

from sessions.enrolment.rules import in_audience
from sessions.enums import Audience
from sessions.models import StudySession
from tests.factories.cast import ACTORS

EVERYWHERE = {"advisor", "secretariat", "organiser"}
WHO = {
    Audience.PUBLIC: set(ACTORS),
    Audience.STAFF: {"staff", "other", "participant", "coordinator"} | EVERYWHERE,
    Audience.ENROLLED_MUNICIPALITY: {"other", "participant", "coordinator"} | EVERYWHERE,
    Audience.ENROLLED_DEPARTMENT: {"participant", "coordinator"} | EVERYWHERE,
    Audience.ATTENDING: EVERYWHERE,
}


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("audience", Audience.values)
def test_an_audience_holds_exactly_those_it_names(cast, actor, audience):
    study_session = StudySession.objects.get(code="mitigation-2021-2")

    assert in_audience(cast[actor], audience, study_session) == (actor in WHO[audience])
