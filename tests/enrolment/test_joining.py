"""Staff in no department name theirs, to take part in what is open to any staff."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sessions.enrolment.actions.joining import join_as_staff
from sessions.enrolment.models import Attendance, Enrolment
from sessions.models import StudySession
from studygroup.models import Department, Participant
from tests.factories.cast import entered
from tests.factories.pages import words


def fields(person, study_session, mode) -> dict[str, str]:
    key = f"a{person.pk}-{study_session.pk}"
    return {f"{key}-mode": mode, f"{key}-seen": "none"}


def test_staff_without_a_department_name_it_and_answer(client, cast, meeting):
    address = f"/attend/{meeting.code}/"
    asked = words(entered(client, cast.staff).get(address))

    client.post(address, {"department_name": "葛󠄀西環境課", "department_field": "environment", "name": "見本 髙子"})

    person = Participant.objects.get(user=cast.staff)
    assert "はじめに、所属をお知らせください。" in asked
    assert (str(person.department), person.name, person.is_coordinator) == ("府中市 葛󠄀西環境課", "見本 髙子", False)
    assert not Enrolment.objects.filter(department=person.department).exists()
    assert "見本 髙子" in words(client.get(address))


def test_join_as_staff_leads_to_those_who_speak_for_an_enrolled_department(cast, meeting):
    cast.staff.municipality = cast.coordinator.municipality
    cast.staff.save()

    with pytest.raises(ValidationError) as refusal:
        join_as_staff(study_session=meeting, department_name="環境課", field="environment", name="見本", by=cast.staff)

    assert (refusal.value.code, str(refusal.value.params["department"])) == ("enrolled", "立川市 環境課")
    assert not Participant.objects.filter(user=cast.staff).exists()


def test_join_as_staff_twice_is_once(cast, meeting):
    said = {"study_session": meeting, "department_name": "環境課", "field": "environment", "name": "見本"}

    first = join_as_staff(**said, by=cast.staff)

    assert join_as_staff(**said, by=cast.staff) == first


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [("staff", True), ("other", False), ("participant", False), ("coordinator", False), ("advisor", False),
     ("secretariat", False), ("organiser", False), ("suspended", False)],
)  # fmt: skip
def test_who_joins_as_staff(cast, meeting, actor, allowed):
    before = Participant.objects.filter(user=cast[actor]).count()
    try:
        join_as_staff(study_session=meeting, department_name="総務課", field="other", name="見本", by=cast[actor])
        joined = True
    except PermissionDenied:
        joined = False

    assert joined == allowed
    assert Participant.objects.filter(user=cast[actor]).count() == before + allowed
    assert Department.objects.filter(name="総務課").exists() == allowed


def test_a_crafted_post_is_refused_where_the_day_is_not_set(client, cast):
    """As the browser shows no form there, only somebody who writes the request by hand comes this far."""
    undated = StudySession.objects.get(code="meetings-2021-2")
    said = {"department_name": "環境課", "department_field": "environment", "name": "見本 花子"}

    page = entered(client, cast.staff).post(f"/attend/{undated.code}/", said)

    assert (page.status_code, "日程が決まると、参加方法を答えられます。" in words(page)) == (200, True)
    assert not Participant.objects.filter(user=cast.staff).exists()
    assert not Department.objects.filter(municipality=cast.staff.municipality).exists()


def test_no_answer_is_taken_by_a_crafted_post_where_the_day_is_not_set(client, cast):
    undated = StudySession.objects.get(code="meetings-2021-2")
    person = cast.coordinator.participations[0]

    entered(client, cast.coordinator).post(f"/attend/{undated.code}/", fields(person, undated, "absent"))

    assert not Attendance.objects.exists()


@pytest.mark.parametrize("key", ["mitigation-2021-2", "meetings-2021-1"])
def test_nobody_joins_for_a_session_of_the_enrolled_or_one_that_is_over(cast, key):
    study_session = StudySession.objects.get(code=key)

    with pytest.raises((PermissionDenied, ValidationError)):
        join_as_staff(
            study_session=study_session, department_name="環境課", field="environment", name="見本", by=cast.staff
        )

    assert not Participant.objects.filter(user=cast.staff).exists()
