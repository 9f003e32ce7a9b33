"""Municipalities, departments and people: enrolled and attended, by year, series, session, kind and area; the map."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.enrolment import figures, worklist
from sessions.enrolment.figures import Count, Scope
from sessions.enrolment.models import Attendance
from studygroup.models import Department, Municipality, Participant, User
from tests.factories.people import enrol

pytestmark = pytest.mark.django_db
JAPAN = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def department(cast):
    """環境課 of 立川市, in both 分科会: its coordinator and a colleague without a mailbox."""
    found = cast.coordinator.participations[0].department
    Participant.objects.create(department=found, name="見本 次郎")
    return found


def test_figures_of_one_series_are_of_it_in_every_table(office, department):
    page = office.get(reverse("enrolment_figures:index"), {"series": "mitigation"})

    assert {line.label for line in page.context["series_lines"]} == {"緩和策分科会"}
    assert [line.enrolled.departments for line in page.context["years"] if line.label == "2021年度"] == [1]
    assert "年度ごと（緩和策分科会）" in page.text


def test_nobody_is_counted_as_enrolled_where_the_enrolments_of_others_count(office, department):
    page = office.get(reverse("enrolment_figures:index"))

    lines = {line.label: line.comes_by for line in page.context["series_lines"]}
    assert lines["見学会"] == ("緩和策分科会", "適応策分科会")
    assert "（緩和策分科会・適応策分科会の登録部署）" in page.text


def attend(department: Department, study_session, count: int) -> None:
    for number in range(count):
        person = Participant.objects.create(department=department, name=f"見本 {number}")
        Attendance.objects.create(
            participant=person, study_session=study_session, mode="online", checked_in_at=timezone.now()
        )


def test_two_departments_of_one_city_are_one_municipality(study_session):
    for name in ("環境課", "防災課"):
        attend(enrol("立川市", name), study_session, 2)

    whole = figures.read_figures(Scope(2021)).whole

    assert (whole.enrolled, whole.attended, whole.total) == (Count(1, 2, 4), Count(1, 2, 4), 62)


def test_samples_are_people_and_departments_but_no_municipalities(study_session):
    Municipality.objects.filter(name="立川市").update(is_sample=True)
    attend(enrol("立川市", "環境課"), study_session, 1)

    found = figures.read_figures(Scope(2021))
    line = figures.by_session(Scope(2021, study_session=study_session), found.places)[0]

    assert found.whole.enrolled == Count(0, 0, 0)
    assert (found.by_kind[-1].label, found.by_kind[-1].enrolled) == ("見本の自治体", Count(0, 1, 1))
    assert line.attended == Count(0, 1, 1)


def test_a_sample_is_listed_and_is_none_of_the_municipalities(office, department):
    Municipality.objects.filter(name="立川市").update(is_sample=True)

    page = office.get(reverse("enrolment_worklist:index"), {"study_session": "mitigation-2021-2"})
    years = office.get(reverse("enrolment_figures:index")).context["years"]

    assert "<strong>0自治体</strong>、1部署、<strong>2名</strong>" in page.text
    assert [line.enrolled for line in years if line.label == "2021年度"] == [Count(0, 0, 0)]


def test_who_leaves_or_is_suspended_stays_in_the_figures_of_the_year_that_is_over(clock, study_session):
    department = enrol("立川市", "環境課")
    for name, end in {
        "停止": {"suspended_at": datetime(2022, 3, 20, 0, 10, tzinfo=JAPAN)},
        "年度内に異動": {"until": "2021-12-31"},
        "のちに退任": {"until": "2022-06-30"},
        "前の年度に退任": {"until": "2021-03-31"},
        "次の年度から": {"since": "2022-04-01"},
    }.items():
        Participant.objects.create(department=department, name=f"見本 {name}", **end)
    counted = []
    for moment in ("2022-03-21T12:00+09:00", "2022-04-01T12:00+09:00", "2023-04-02T12:00+09:00"):
        clock.move_to(moment)
        Department.objects.filter(pk=department.pk).update(closed_on="2022-05-01" if "2023" in moment else None)
        counted.append(figures.read_figures(Scope(2021)).whole.enrolled)

    assert counted == [Count(1, 1, 1), Count(1, 1, 3), Count(1, 1, 3)]


def test_a_year_that_is_over_counts_what_stood_in_it(study_session):
    department = enrol("立川市", "環境課", fiscal_year=2020)
    Participant.objects.create(department=department, name="見本", until="2021-06-30")
    Participant.objects.create(department=department, name="後任", since="2021-07-01")
    Department.objects.filter(pk=department.pk).update(closed_on="2021-09-30")

    assert figures.read_figures(Scope(2020)).whole.enrolled == Count(1, 1, 1)
    assert figures.read_figures(Scope(2021)).whole.enrolled == Count(0, 0, 0)


def test_kinds_and_areas_add_up_to_the_whole(study_session):
    for municipality in ("立川市", "渋谷区", "大島町", "三宅村"):
        attend(enrol(municipality, "環境課"), study_session, 1)

    found = figures.read_figures(Scope(2021))

    assert [line.enrolled.municipalities for line in found.by_kind] == [1, 1, 1, 1, 4]
    assert {line.label: line.enrolled.people for line in found.by_area} == {
        "区部": 1,
        "多摩": 1,
        "島しょ": 2,
        "合計": 4,
    }


@pytest.mark.parametrize(
    "query", [{}, {"fiscal_year": "1999"}, {"series": "none"}, {"study_session": "mitigation-2021-2"}]
)
def test_the_figures_are_read_with_any_filter(office, department, query):
    page = office.get(reverse("enrolment_figures:index"), query).content.decode()

    assert "1／62自治体</strong>、1部署、2名が登録し" in page


def test_the_map_names_departments_and_leads_to_the_row(office, department):
    page = office.get(reverse("enrolment_figures:map")).content.decode()

    assert '<a class="tile__a" href="#m-132021">' in page
    assert '<tr id="m-132021">' in page
    assert "1／62自治体" in page


def test_who_waits_for_the_office_to_look_is_counted_nowhere(office, department, study_session):
    stranger = User.objects.create_user("stranger@elsewhere.example")
    Participant.objects.create(department=department, name="見本 三郎", user=stranger, mail=stranger.email)

    waiting = (
        figures.read_figures(Scope(2021)).whole.enrolled,
        names_awaited(study_session),
        people_on_the_map(office),
    )
    stranger.municipality = department.municipality
    stranger.save()

    assert waiting == (Count(1, 1, 2), ["coordinator", "見本 次郎"], 2)
    assert figures.read_figures(Scope(2021)).whole.enrolled == Count(1, 1, 3)


def names_awaited(study_session) -> list[str]:
    return [person.name for person in worklist.unanswered(study_session)]


def people_on_the_map(office) -> int:
    rows = office.get(reverse("enrolment_figures:map")).context["rows"]
    return sum(row.people for row in rows)


def test_who_came_beyond_the_seats_was_at_the_venue(study_session):
    person = Participant.objects.create(department=enrol("立川市", "環境課"), name="見本")
    came = {"mode": "absent", "is_walk_in": True, "checked_in_at": timezone.now()}
    row = Attendance.objects.create(participant=person, study_session=study_session, **came)

    line = figures.by_session(Scope(2021, study_session=study_session), figures.read_places())[0]

    assert (row.came_in_words, line.modes[0], line.signed_up) == ("会場（当日参加）", 1, 1)
    assert line.signed_up == Attendance.objects.taking_part().counts()["people"]
