"""A department asks at any time: what is kept, who is told, what is refused."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from qna.consultations import rules
from qna.consultations.actions.asking import WishedDate
from qna.consultations.actions.hours import take_hour
from qna.consultations.board import read_board
from qna.consultations.models import Consultation
from studygroup.models import Participant
from studygroup.notices.models import OutboxLetter
from tests.factories.consultations import ask, department_of, make_call, make_hour, wish

pytestmark = pytest.mark.django_db


def test_a_request_keeps_its_three_wishes_in_order(cast):
    hour = make_hour(cast.advisor)
    wishes = [WishedDate(hour=hour, part=""), WishedDate(day=date(2021, 11, 9)), WishedDate(day=date(2021, 11, 10))]

    consultation = ask(cast.coordinator, wishes=wishes)

    assert [str(one) for one in consultation.current_wishes] == [
        "第1希望　11月8日（月）10:00〜11:00",
        "第2希望　11月9日（火）終日可",
        "第3希望　11月10日（水）終日可",
    ]
    assert (consultation.state_in_words, consultation.fiscal_year) == ("調整中", 2021)


def test_who_asked_and_who_speaks_for_the_department_are_told_once_and_no_other_colleague(cast):
    coordinator, participant = cast.coordinator, cast.participant
    Participant.objects.create(department=department_of(coordinator), name="見本 次郎", mail="jiro@test.example")

    consultation = ask(participant)

    letters = OutboxLetter.objects.order_by("to_address")
    assert [one.to_address for one in letters] == [coordinator.email, participant.email]
    assert consultation.receipt in letters[0].body
    assert "3営業日" not in letters[0].body


def test_the_same_form_sent_twice_is_one_request(cast):
    first, second = ask(cast.coordinator, key="one"), ask(cast.coordinator, key="one")

    assert (first, Consultation.objects.count(), OutboxLetter.objects.count()) == (second, 1, 1)


@pytest.mark.parametrize("actor", ["staff", "suspended", "advisor", "organiser", "secretariat", "other"])
def test_nobody_asks_for_a_department_that_is_not_theirs(cast, actor):
    with pytest.raises(PermissionDenied):
        ask(cast[actor], department=department_of(cast.coordinator))

    assert not Consultation.objects.exists()


def test_an_hour_that_was_given_meanwhile_is_refused_with_its_day(cast):
    hour = make_hour(cast.advisor)
    take_hour(hour=hour)

    with pytest.raises(ValidationError) as refused:
        ask(cast.coordinator, wishes=[WishedDate(hour=hour, part="")])

    sentence = "11月8日（月）10:00は、ほかの自治体の予約が入りました。ほかの日時を選んでください。"
    assert (refused.value.message_dict, Consultation.objects.exists()) == ({"hour_1": [sentence]}, False)


@pytest.mark.parametrize(("day", "is_refused"), [("2021-10-25", True), ("2021-10-26", False)])
def test_a_day_is_wished_for_from_tomorrow_on(cast, day, is_refused):
    wishes = [WishedDate(day=date.fromisoformat(day))]

    if is_refused:
        with pytest.raises(ValidationError):
            ask(cast.coordinator, wishes=wishes)
    else:
        ask(cast.coordinator, wishes=wishes)

    assert Consultation.objects.exists() != is_refused


def test_a_second_request_of_the_municipality_warns_and_is_taken(cast):
    before = rules.has_asked_this_year(cast.coordinator.municipality)
    first = ask(cast.coordinator)

    second = ask(cast.participant)

    assert (before, rules.has_asked_this_year(cast.coordinator.municipality)) == (False, True)
    assert rules.others_this_year(second) == [first]
    assert [row.others for column in read_board() for row in column.rows] == [1, 1]


@pytest.mark.parametrize("state", ["deferred", "cancelled"])
def test_what_was_deferred_or_cancelled_stands_against_nobody(cast, state):
    Consultation.objects.filter(pk=ask(cast.coordinator).pk).update(state=state)

    assert not rules.has_asked_this_year(cast.coordinator.municipality)


def test_the_wishes_of_one_call_do_not_stand_against_each_other(cast):
    call = make_call()
    first, second = wish(cast.coordinator, call, "FN")

    assert (rules.others_this_year(first), rules.others_this_year(second)) == ([], [])
    assert not rules.has_asked_this_year(cast.coordinator.municipality, call)
    assert rules.has_asked_this_year(cast.coordinator.municipality)
