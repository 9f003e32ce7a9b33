"""Enrolments and attendance entered by hand."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import ModelLogEntry

from sessions.enrolment.actions.records import enter
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Attendance, Enrolment, SignUp
from sessions.models import Series, StudySession
from studygroup.models import Participant
from studygroup.notices.models import OutboxLetter
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


@pytest.fixture
def enrolment(cast):
    """Of the department that `other` coordinates, in 適応策分科会."""
    return Enrolment.objects.get(department=Participant.objects.get(user=cast.other).department)


def decide(office, act: str, enrolment: Enrolment, **data) -> str:
    """Press a button of the enrolment's page; the state that it then has."""
    office.post(reverse(f"enrolments:{act}", args=[enrolment.pk]), data)
    return Enrolment.objects.get(pk=enrolment.pk).state


def test_an_enrolment_entered_by_hand_counts_at_once(client, settings, cast):
    department = Participant.objects.get(user=cast.other).department
    office = sign_in(client, settings, cast.secretariat)
    series = Series.objects.get(key="mitigation")
    data = {"department": department.pk, "series": series.pk, "fiscal_year": "2021", "submitted_at": "2021-04-01 09:00"}

    office.post(reverse("enrolments:add"), data)

    assert Enrolment.objects.get(department=department, series=series).state == EnrolmentState.CONFIRMED


def test_the_form_changes_neither_what_an_enrolment_is_of_nor_its_state(client, settings, cast, enrolment):
    office = sign_in(client, settings, cast.secretariat)
    data = {
        "department": enrolment.department_id,
        "series": Series.objects.get(key="mitigation").pk,
        "fiscal_year": "2020",
        "state": EnrolmentState.WITHDRAWN,
        "submitted_at": "2021-04-01 09:00",
    }

    page = office.get(reverse("enrolments:edit", args=[enrolment.pk]))
    answer = office.post(reverse("enrolments:edit", args=[enrolment.pk]), data)

    entry = ModelLogEntry.objects.get(object_id=str(enrolment.pk), content_type__model="enrolment")
    kept = Enrolment.objects.get(pk=enrolment.pk)
    assert ("取り下げる" in page.text, "差し戻す" in page.text, answer.status_code) == (True, False, 302)
    assert (kept.series.key, kept.fiscal_year, kept.state) == ("adaptation", 2021, EnrolmentState.CONFIRMED)
    assert (entry.action, entry.user, entry.content_changed) == ("wagtail.edit", cast.secretariat, True)


def test_the_office_withdraws_with_a_reason_and_a_letter_and_may_confirm_again(client, settings, cast, enrolment):
    office = sign_in(client, settings, cast.secretariat)

    withdrawn = decide(office, "withdraw", enrolment, reason="組織改正のため")
    reason = Enrolment.objects.get(pk=enrolment.pk).reason
    confirmed = decide(office, "confirm", enrolment)

    bodies = list(OutboxLetter.objects.order_by("pk").values_list("body", flat=True))
    assert (withdrawn, reason, confirmed) == (EnrolmentState.WITHDRAWN, "組織改正のため", EnrolmentState.CONFIRMED)
    assert ["理由：組織改正のため" in body for body in bodies] == [True, False]


def test_the_office_sends_back_only_what_waits_and_says_why(client, settings, cast, enrolment):
    office = sign_in(client, settings, cast.secretariat)

    refused = decide(office, "send-back", enrolment, reason="二重の登録のため")
    Enrolment.objects.filter(pk=enrolment.pk).update(state=EnrolmentState.SUBMITTED)
    without_reason = decide(office, "send-back", enrolment, reason="")
    sent_back = decide(office, "send-back", enrolment, reason="二重の登録のため")

    assert (refused, without_reason) == (EnrolmentState.CONFIRMED, EnrolmentState.SUBMITTED)
    assert (sent_back, OutboxLetter.objects.get().to_address) == (EnrolmentState.SENT_BACK, cast.other.email)


@pytest.mark.parametrize("act", ["confirm", "send-back", "withdraw"])
@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "secretariat"])
def test_nobody_else_decides_about_an_enrolment(client, settings, cast, enrolment, actor, act):
    Enrolment.objects.filter(pk=enrolment.pk).update(state=EnrolmentState.SUBMITTED)
    if actor != "anonymous":
        sign_in(client, settings, cast[actor])

    assert decide(client, act, enrolment, reason="理由") == EnrolmentState.SUBMITTED


def test_an_attendance_entered_by_hand_is_kept_and_logged(client, settings, cast):
    participant = Participant.objects.get(user=cast.other)
    study_session = StudySession.objects.get(code="adaptation-2021-2")
    office = sign_in(client, settings, cast.secretariat)
    data = {"participant": participant.pk, "study_session": study_session.pk, "mode": "venue", "checked_in_at": ""}

    office.post(reverse("attendances:add"), data)

    attendance = Attendance.objects.get(participant=participant)
    entry = ModelLogEntry.objects.get(object_id=str(attendance.pk), content_type__model="attendance")
    assert (attendance.mode, entry.action, entry.user) == ("venue", "wagtail.create", cast.secretariat)


def test_a_seat_entered_by_hand_is_counted_and_refused_where_none_is_left(client, settings, cast):
    participant = Participant.objects.get(user=cast.other)
    study_session = StudySession.objects.get(code="adaptation-2021-2")
    terms = SignUp.objects.create(study_session=study_session, seats=1)
    office = sign_in(client, settings, cast.secretariat)
    data = {"participant": participant.pk, "study_session": study_session.pk, "mode": "venue", "checked_in_at": ""}
    colleague = Participant.objects.create(department=participant.department, name="見本")

    office.post(reverse("attendances:add"), data)
    refused = office.post(reverse("attendances:add"), data | {"participant": colleague.pk})
    terms.refresh_from_db()
    taken = terms.seats_taken
    office.post(reverse("attendances:edit", args=[Attendance.objects.get().pk]), data | {"mode": "online"})

    terms.refresh_from_db()
    assert refused.context["form"].non_field_errors() == [
        "見本さん：会場は満席になりました。ほかの参加方法を選んでください。"
    ]
    assert (taken, terms.seats_taken, Attendance.objects.get().mode) == (1, 0, "online")


@pytest.mark.parametrize(
    ("words", "found"),
    [("", []), ("すみだく", ["見本 花子", "other"]), ("墨田区　環境課 ﾐﾎﾝ", ["見本 花子"]), ("立川", []), ("退任", [])],
)
def test_the_person_of_an_attendance_is_searched_for_among_those_who_are_there(client, settings, cast, words, found):
    department = cast.other.participations[0].department
    Participant.objects.create(department=department, name="見本 花子", kana="みほん はなこ")
    Participant.objects.create(department=department, name="見本 退任", kana="みほん", until="2021-10-01")

    page = sign_in(client, settings, cast.secretariat).get(reverse("attendances:add"), {"q": words})

    offered = [label for key, label in page.context["form"].fields["participant"].widget.choices if key]
    assert sorted(offered) == sorted(f"墨田区 環境課 {name}" for name in found)


def test_who_has_left_is_not_entered_by_hand(client, settings, cast):
    person = Participant.objects.get(user=cast.other)
    Participant.objects.filter(pk=person.pk).update(until="2021-10-01")
    study_session = StudySession.objects.get(code="adaptation-2021-2")
    data = {"participant": person.pk, "study_session": study_session.pk, "mode": "online", "checked_in_at": ""}

    refused = sign_in(client, settings, cast.secretariat).post(reverse("attendances:add"), data)

    assert list(refused.context["form"].errors) == ["participant"]
