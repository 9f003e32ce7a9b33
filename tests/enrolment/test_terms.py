"""The office sets how a session takes answers, and moves everybody online."""

from datetime import datetime

import pytest
from django.urls import reverse

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.models import Attendance, SignUp
from studygroup.notices.models import OutboxLetter

pytestmark = pytest.mark.django_db


def test_terms_are_kept_and_reading_them_writes_nothing(office, study_session):
    address = reverse("sign_ups:edit", args=[study_session.pk])
    SignUp.objects.all().delete()
    office.get(address)
    read = SignUp.objects.count()

    office.post(
        address, {"until": "2021-10-27 17:00", "seats": "14", "seats_per_municipality": "3", "hours_to_accept": "24"}
    )

    terms = SignUp.objects.get()
    assert (read, terms.seats, terms.seats_per_municipality) == (0, 14, 3)
    assert terms.until == datetime.fromisoformat("2021-10-27T17:00+09:00")


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"seats": "0"}, {"seats": ["すでに決まっている会場参加の人数より少ない定員にはできません。"]}),
        ({"until": "2021-10-30 09:00"}, {"until": ["開始（10月29日（金）13:30）より前の日時にしてください。"]}),
        ({"seats_per_municipality": "20"}, {"seats_per_municipality": ["会場の定員（14名）より多くできません。"]}),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(office, cast, study_session, changes, errors):
    person = cast.coordinator.participations[0]
    answer(participant=person, study_session=study_session, mode="venue", by=cast.coordinator)
    form = {"until": "", "seats": "14", "seats_per_municipality": "", "hours_to_accept": "24"}

    answered = office.post(reverse("sign_ups:edit", args=[study_session.pk]), form | changes)

    assert answered.context["form"].errors == errors


def test_moving_everybody_online_says_how_many_and_writes_one_letter(office, cast, study_session):
    person = cast.coordinator.participations[0]
    answer(participant=person, study_session=study_session, mode="venue", by=cast.coordinator)
    address = reverse("sign_ups:move-online", args=[study_session.pk])

    page = office.get(address).content.decode()
    office.post(address, {"reason": "台風のため"})

    assert "<strong>1名</strong>" in page
    assert Attendance.objects.get().mode == "online"
    kinds = OutboxLetter.objects.exclude(kind="answered").values_list("kind", flat=True)
    assert list(kinds) == ["moved_online"]
