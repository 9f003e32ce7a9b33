"""An enrolment is withdrawn: by whom, what ends with it, and the coordinator's page."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.actions.enrolling import withdraw_enrolment
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Attendance, Enrolment, SignUp
from sessions.models import StudySession


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [("staff", False), ("other", False), ("participant", False), ("coordinator", True), ("secretariat", True),
     ("organiser", False), ("advisor", False), ("suspended", False)],
)  # fmt: skip
def test_who_withdraws(cast, actor, allowed):
    department = cast.coordinator.participations[0].department
    enrolment = Enrolment.objects.get(department=department, series__key="mitigation")

    with suppress(PermissionDenied):
        withdraw_enrolment(enrolment=enrolment, by=cast[actor])

    enrolment.refresh_from_db()
    assert (enrolment.state == EnrolmentState.WITHDRAWN) == allowed


def test_with_the_enrolment_its_coming_sessions_are_given_up_and_their_seats_go_on(cast):
    person = cast.coordinator.participants.select_related("department").get()
    StudySession.objects.filter(code__in=["mitigation-2021-2", "adaptation-2021-2"]).update(modes=["venue", "online"])
    for code in ("mitigation-2021-2", "adaptation-2021-2"):
        study_session = StudySession.objects.get(code=code)
        answer(participant=person, study_session=study_session, mode="venue", by=cast.coordinator)
    past = StudySession.objects.get(code="mitigation-2021-1")
    Attendance.objects.create(participant=person, study_session=past, mode="online")

    enrolment = Enrolment.objects.get(department=person.department, series__key="mitigation")
    withdraw_enrolment(enrolment=enrolment, by=cast.coordinator)

    modes = dict(Attendance.objects.values_list("study_session__code", "mode"))
    taken = dict(SignUp.objects.values_list("study_session__code", "seats_taken"))
    assert modes == {"mitigation-2021-1": "online", "mitigation-2021-2": "absent", "adaptation-2021-2": "venue"}
    assert (taken["mitigation-2021-2"], taken["adaptation-2021-2"]) == (0, 1)


def test_the_coordinator_withdraws_after_a_page_that_says_what_ends(client, cast):
    department = cast.coordinator.participations[0].department
    enrolment = Enrolment.objects.get(department=department, series__key="mitigation")
    client.force_login(cast.coordinator)
    address = f"/my/enrolments/{enrolment.pk}/withdraw/"

    is_offered = address in client.get("/my/").text
    page = client.get(address)
    client.post(address, {"reason": "担当がなくなったため"})

    enrolment.refresh_from_db()
    assert (is_offered, "これからの参加の予定は取り消し" in page.text) == (True, True)
    assert (enrolment.state, enrolment.reason) == (EnrolmentState.WITHDRAWN, "担当がなくなったため")
    assert client.get(address).status_code == 404
