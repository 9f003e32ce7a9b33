"""Enrolments and attendance entered by hand."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import ModelLogEntry

from sessions.enrolment.actions import enter
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Attendance, Enrolment
from sessions.models import Series, StudySession
from studygroup.models import Participant
from tests.factories.cast import ACTORS
from tests.factories.cms import enter as sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("actor", ACTORS)
def test_enter_is_for_the_secretariat(cast, actor):
    department = Participant.objects.get(user=cast.other).department
    record = Enrolment(department=department, series=Series.objects.get(key="mitigation"), fiscal_year=2021)

    if actor == "secretariat":
        enter(record=record, by=cast[actor])
    else:
        with pytest.raises(PermissionDenied):
            enter(record=record, by=cast[actor])

    assert Enrolment.objects.filter(department=department, series__key="mitigation").exists() == (
        actor == "secretariat"
    )


def test_a_state_changed_by_hand_is_kept_and_logged(client, settings, cast):
    enrolment = Enrolment.objects.get(department=Participant.objects.get(user=cast.other).department)
    office = sign_in(client, settings, cast.secretariat)
    data = {
        "department": enrolment.department_id,
        "series": enrolment.series_id,
        "fiscal_year": "2021",
        "state": EnrolmentState.WITHDRAWN,
        "reason": "",
        "submitted_at": "2021-04-01 09:00",
    }

    answer = office.post(reverse("enrolments:edit", args=[enrolment.pk]), data)

    entry = ModelLogEntry.objects.get(object_id=str(enrolment.pk), content_type__model="enrolment")
    assert (answer.status_code, Enrolment.objects.get(pk=enrolment.pk).state) == (302, EnrolmentState.WITHDRAWN)
    assert (entry.action, entry.user, entry.content_changed) == ("wagtail.edit", cast.secretariat, True)


def test_an_attendance_entered_by_hand_is_kept_and_logged(client, settings, cast):
    participant = Participant.objects.get(user=cast.other)
    study_session = StudySession.objects.get(code="adaptation-2021-2")
    office = sign_in(client, settings, cast.secretariat)
    data = {"participant": participant.pk, "study_session": study_session.pk, "mode": "venue", "checked_in_at": ""}

    office.post(reverse("attendances:add"), data)

    attendance = Attendance.objects.get(participant=participant)
    entry = ModelLogEntry.objects.get(object_id=str(attendance.pk), content_type__model="attendance")
    assert (attendance.mode, entry.action, entry.user) == ("venue", "wagtail.create", cast.secretariat)
