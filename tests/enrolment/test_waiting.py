"""A full venue on the page of a session: the waiting list, the seat on offer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.models import Attendance, SignUp
from tests.factories.attending import answers_of, fields
from tests.factories.cast import entered
from tests.factories.pages import words

ADDRESS = "/attend/mitigation-2021-2/"


def test_a_full_venue_is_told_and_what_was_chosen_stays(client, cast, colleague, study_session):
    own = cast.coordinator.participations[0]
    SignUp.objects.create(study_session=study_session, seats=0)
    posted = fields(own, study_session, "venue") | fields(colleague, study_session, "online")

    page = words(entered(client, cast.coordinator).post(ADDRESS, posted))

    assert answers_of(study_session) == {}
    assert page.count("会場は満席になりました。オンラインを選ぶか、キャンセル待ちに入ってください。") == 2
    assert [line for line in page.split("<input") if "checked" in line and 'value="venue"' in line] != []
    assert "会場：満席" in page


def test_a_wait_for_a_seat_is_kept_beside_the_answer(client, cast, study_session):
    own = cast.participant.participations[0]
    SignUp.objects.create(study_session=study_session, seats=0)

    entered(client, cast.participant).post(ADDRESS, fields(own, study_session, "online", wants_venue="on"))

    row = own.attendances.get()
    assert (row.mode, row.waiting_since is not None) == ("online", True)


def test_a_wait_without_an_answer_meanwhile_is_asked_for(client, cast, study_session):
    own = cast.participant.participations[0]
    SignUp.objects.create(study_session=study_session, seats=0)

    page = entered(client, cast.participant).post(ADDRESS, fields(own, study_session, "", wants_venue="on"))

    assert "会場の席を待つ間の参加方法も選んでください。" in words(page)
    assert answers_of(study_session) == {}


@pytest.mark.parametrize(("button", "left"), [("accept", ("venue", False)), ("decline", ("online", False))])
def test_an_offered_seat_is_taken_or_declined_with_one_press(client, cast, study_session, button, left):
    own = cast.participant.participations[0]
    SignUp.objects.create(study_session=study_session, seats=1, seats_taken=1)
    until = timezone.now() + timedelta(hours=3)
    Attendance.objects.create(
        participant=own, study_session=study_session, mode="online", waiting_since=timezone.now(), offered_until=until
    )
    page = words(entered(client, cast.participant).get(ADDRESS))

    client.post(ADDRESS, {button: str(own.pk)})

    row = own.attendances.get()
    assert "10月25日（月）12:00までにお返事がないときは" in page
    assert (row.mode, row.offered_until is not None) == left


WAITING_BOX = "会場のキャンセル待ちに入る"


@pytest.mark.parametrize(
    ("terms", "is_offered"),
    [
        ({"seats": 1}, False),
        ({"seats": 1, "seats_taken": 1}, True),
        ({"seats_per_municipality": 1}, False),
        ({"seats_per_municipality": 0}, True),
    ],
)
def test_the_waiting_list_is_offered_where_the_venue_is_full_for_the_person(
    client, cast, study_session, terms, is_offered
):
    SignUp.objects.create(study_session=study_session, **terms)

    page = words(entered(client, cast.participant).get(ADDRESS))

    assert (WAITING_BOX in page) == is_offered


def test_who_waits_keeps_the_box_when_a_seat_is_free_again(client, cast, study_session):
    own = cast.participant.participants.get()
    SignUp.objects.create(study_session=study_session, seats=0)
    answer(participant=own, study_session=study_session, mode="online", wants_venue=True, by=cast.participant)
    SignUp.objects.update(seats=5)

    page = words(entered(client, cast.participant).get(ADDRESS))

    assert WAITING_BOX in page


def test_a_refusal_for_want_of_a_seat_offers_the_waiting_list(client, cast, colleague, study_session):
    own = cast.coordinator.participants.get()
    SignUp.objects.create(study_session=study_session, seats=1)
    both = fields(own, study_session, "venue") | fields(colleague, study_session, "venue")

    page = words(entered(client, cast.coordinator).post(ADDRESS, both))

    assert (answers_of(study_session), page.count(WAITING_BOX)) == ({}, 1)
