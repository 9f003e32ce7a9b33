"""The office merges, closes and renames departments."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.actions.departments import close_department, merge_departments
from sessions.enrolment.actions.seats import sign_up_of
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Enrolment
from sessions.models import Series
from studygroup.models import Department, Participant
from studygroup.notices.models import OutboxLetter
from tests.factories.cast import ACTORS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("actor", ACTORS)
def test_departments_are_merged_and_closed_by_the_secretariat_alone(cast, departments, actor):
    first, second = departments
    if actor == "secretariat":
        merge_departments(source=second, into=first, by=cast[actor])
        close_department(department=first, by=cast[actor])
    else:
        with pytest.raises(PermissionDenied):
            merge_departments(source=second, into=first, by=cast[actor])
        with pytest.raises(PermissionDenied):
            close_department(department=first, by=cast[actor])

    closed = Department.objects.filter(pk__in=[first.pk, second.pk], closed_on__isnull=False).count()
    assert closed == (2 if actor == "secretariat" else 0)


def test_merging_takes_people_answers_and_enrolments_along(cast, departments, study_session):
    into, source = departments
    mitigation = Series.objects.get(key="mitigation")
    Enrolment.objects.filter(department=into, series=mitigation).update(state=EnrolmentState.WITHDRAWN)
    Enrolment.objects.create(department=source, series=mitigation, fiscal_year=2021, state=EnrolmentState.CONFIRMED)
    earlier = Enrolment.objects.create(
        department=source, series=mitigation, fiscal_year=2020, state=EnrolmentState.CONFIRMED
    )
    person = source.participants.get()
    answer(participant=person, study_session=study_session, mode="venue", by=cast.secretariat)

    merge_departments(source=source, into=into, by=cast.secretariat)

    source.refresh_from_db()
    earlier.refresh_from_db()
    assert (source.merged_into, source.closed_on) == (into, timezone.localdate())
    assert Participant.objects.get(pk=person.pk).department == into
    assert into.enrolments.get(series=mitigation, fiscal_year=2021).state == EnrolmentState.CONFIRMED
    assert not source.enrolments.standing().filter(fiscal_year=2021).exists()
    assert (earlier.department, earlier.department_of_its_day) == (source, "温暖化対策課")
    assert sign_up_of(study_session).seats_taken == 1


def test_the_same_person_in_both_departments_is_one_afterwards(cast, departments, study_session):
    into, source = departments
    Enrolment.objects.create(
        department=source, series=study_session.series, fiscal_year=2021, state=EnrolmentState.CONFIRMED
    )
    person = source.participants.get()
    same = Participant.objects.create(department=into, name=person.name, mail="JIRO@test.example")
    for one in (person, same):
        answer(participant=one, study_session=study_session, mode="venue", by=cast.secretariat)

    merge_departments(source=source, into=into, by=cast.secretariat)

    assert sign_up_of(study_session).seats_taken == 1
    assert [one.name for one in into.participants.filter(name=person.name)] == ["見本 次郎"]
    assert Participant.objects.get(pk=same.pk).is_coordinator is True


def test_departments_of_two_municipalities_are_not_merged(cast, departments):
    elsewhere = cast.other.participations[0].department

    with pytest.raises(ValidationError) as refusal:
        merge_departments(source=departments[0], into=elsewhere, by=cast.secretariat)

    assert refusal.value.message_dict == {"into": ["同じ自治体の部署を選んでください。"]}


def test_closing_releases_the_seats_and_tells_each_mailbox_once(office, cast, departments, study_session):
    department = departments[0]
    Participant.objects.create(department=department, name="見本 五郎", mail=cast.coordinator.email.upper())
    for person in department.participants.all():
        answer(participant=person, study_session=study_session, mode="venue", by=cast.secretariat)
    OutboxLetter.objects.all().delete()

    office.post(reverse("department_changes:close", args=[department.pk]))

    department.refresh_from_db()
    letter = OutboxLetter.objects.get(kind="department_closed")
    assert (department.closed_on, sign_up_of(study_session).seats_taken) == (timezone.localdate(), 0)
    assert all(name in letter.body for name in ("coordinatorさん", "見本 五郎さん"))


def test_a_new_name_keeps_the_old_one_as_history(office, departments):
    department = departments[0]

    office.post(reverse("department_changes:rename", args=[department.pk]), {"name": "気候政策課"})

    department.refresh_from_db()
    assert (department.name, department.former_names.get().name) == ("気候政策課", "環境課")


def test_a_name_that_is_taken_is_refused_at_the_field(office, departments):
    answered = office.post(reverse("department_changes:rename", args=[departments[0].pk]), {"name": "温暖化対策課"})

    assert list(answered.context["form"].errors) == ["name"]
