"""参加自治体: the 62 on their map and in its table."""

import re
from pathlib import Path

import pytest
from django.utils import timezone

from sessions.enrolment.coverage import read_coverage
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Enrolment
from studygroup.models import Department

pytestmark = pytest.mark.django_db

TILE_STYLES = Path("static/css/tilemap.css")


def standing_of(name: str) -> str:
    return next(place.state[2] for place in read_coverage().places if place.name == name)


def test_coverage_tells_the_standing_of_each_municipality(cast):
    cast.participant, cast.other, cast.staff  # noqa: B018 - each is made when asked for

    assert [standing_of(name) for name in ("立川市", "墨田区", "府中市")] == [
        "緩和策・適応策に登録",
        "適応策のみ登録",
        "未登録",
    ]


def test_coverage_counts_the_62(cast):
    cast.participant, cast.other  # noqa: B018 - each is made when asked for

    coverage = read_coverage()

    assert (coverage.total, coverage.enrolled, coverage.in_mitigation, coverage.in_adaptation) == (62, 2, 1, 2)


@pytest.mark.parametrize("state", [state for state in EnrolmentState if state != EnrolmentState.CONFIRMED])
def test_coverage_leaves_out_what_is_not_confirmed(cast, state):
    cast.participant  # noqa: B018 - made when asked for
    Enrolment.objects.update(state=state, reason="理由")

    assert standing_of("立川市") == "未登録"


def test_coverage_leaves_out_closed_departments(cast):
    cast.participant  # noqa: B018 - made when asked for
    Department.objects.update(closed_on=timezone.localdate())

    assert standing_of("立川市") == "未登録"


def test_coverage_goes_by_region():
    regions = [(region, len(places)) for region, places in read_coverage().regions]

    assert regions == [("区部", 23), ("市部", 26), ("町村部", 4), ("島しょ", 9)]


def test_every_tile_has_a_place_of_its_own_that_the_stylesheet_knows():
    known = set(re.findall(r"\.(at-[xy]-\d+) ", TILE_STYLES.read_text(encoding="utf-8")))

    places = {tuple(place.spot.split()) for place in read_coverage().places}

    assert len(places) == 62
    assert {name for place in places for name in place} <= known


def test_members_page_names_municipalities_and_never_departments(client, cast):
    cast.participant  # noqa: B018 - made when asked for

    text = client.get("/about/members/").content.decode()

    assert "立川市：緩和策・適応策に登録" in text
    assert "環境課" not in text
