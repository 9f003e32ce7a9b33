"""Who reads a consultation, asks for one, changes it, writes it down and decides: by table."""

import pytest

from qna.consultations import rules
from qna.consultations.models import Consultation
from studygroup.models import User
from tests.factories.cast import ACTORS
from tests.factories.consultations import ask, department_of, fix, hold, is_over, make_call, share, wish

pytestmark = pytest.mark.django_db

PEOPLE = (*ACTORS, "asking", "assigned")
STATES = ("received", "arranging", "arranged", "begun", "held", "asked", "published", "cancelled")
DEPARTMENT = {"asking", "coordinator", "participant"}
OFFICE = {"secretariat"}
WITH_ADVISOR = {"assigned"}
DATED = {"arranged", "begun", "held", "asked", "published"}
OPEN = {"received", "arranging", "arranged", "begun"}


@pytest.fixture
def people(cast):
    """The cast, with "asking": who sent the request, and "assigned": the advisor of its date; `advisor` is another."""
    assigned = User.objects.create_user("assigned@test.example", name="担当")
    assigned.groups.set(cast.advisor.groups.all())
    cast.assigned, cast.asking = assigned, cast.coordinator
    assert cast.participant.pk != cast.asking.pk
    return cast


def in_state(state: str, people, clock) -> Consultation:
    """A request of 立川市 環境課, brought to `state` by those whose part it is."""
    consultation = ask(people.asking)
    if state == "arranging":
        Consultation.objects.filter(pk=consultation.pk).update(state="arranging")
    if state in DATED:
        fix(consultation, people.secretariat, people.assigned)
    if state in DATED - {"arranged"}:
        clock.move_to("2021-11-08T10:30+09:00")
    if state in ("held", "asked", "published"):
        hold(consultation, people.assigned)
    if state in ("asked", "published"):
        share(consultation, people.secretariat)
    if state in ("published", "cancelled"):
        Consultation.objects.filter(pk=consultation.pk).update(state=state)
    return Consultation.objects.get(pk=consultation.pk)


def allowed(people, rule, thing) -> set[str]:
    return {actor for actor in PEOPLE if rule(people[actor], thing)}


@pytest.mark.parametrize("state", STATES)
def test_a_consultation_is_known_to_its_department_its_advisor_and_the_office(people, clock, state):
    consultation = in_state(state, people, clock)
    expected = DEPARTMENT | OFFICE | (WITH_ADVISOR if state in DATED else set())

    assert allowed(people, rules.can_read, consultation) == expected
    visible = {actor for actor in PEOPLE if Consultation.objects.visible_to(people[actor]).exists()}
    assert visible == expected


@pytest.mark.parametrize("state", STATES)
def test_the_private_record_is_the_offices_and_the_advisors(people, clock, state):
    consultation = in_state(state, people, clock)

    assert allowed(people, rules.can_read_record, consultation) == OFFICE | (WITH_ADVISOR if state in DATED else set())


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (state, DEPARTMENT | OFFICE if state in ("received", "arranging", "arranged", "begun") else set())
        for state in STATES
    ],
)
def test_what_is_not_held_yet_is_cancelled_by_department_and_office(people, clock, state, expected):
    assert allowed(people, rules.can_cancel, in_state(state, people, clock)) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [(state, DEPARTMENT | OFFICE if state in ("arranging", "arranged", "begun") else set()) for state in STATES],
)
def test_other_dates_are_wished_for_while_one_is_sought_or_stands(people, clock, state, expected):
    assert allowed(people, rules.can_rebook, in_state(state, people, clock)) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [(state, WITH_ADVISOR | OFFICE if state in ("begun", "held", "asked", "published") else set()) for state in STATES],
)
def test_what_came_of_it_is_written_by_advisor_and_office_once_it_began(people, clock, state, expected):
    assert allowed(people, rules.can_record, in_state(state, people, clock)) == expected


@pytest.mark.parametrize(
    ("state", "expected"), [(state, DEPARTMENT if state == "asked" else set()) for state in STATES]
)
def test_the_department_alone_agrees_to_the_summary_once_it_was_asked(people, clock, state, expected):
    assert allowed(people, rules.can_agree, in_state(state, people, clock)) == expected


def test_people_of_departments_in_enrolled_municipalities_ask_for_their_own(people):
    own = department_of(people.asking)

    assert allowed(people, rules.can_ask, own) == DEPARTMENT
    assert allowed(people, rules.can_ask, department_of(people.other)) == {"other"}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2021-10-17T23:59+09:00", set()),
        ("2021-10-18T00:00+09:00", DEPARTMENT),
        ("2021-10-29T23:59+09:00", DEPARTMENT),
        ("2021-10-30T00:00+09:00", set()),
    ],
)
def test_a_call_takes_wishes_from_the_first_to_the_last_moment_of_its_window(people, clock, moment, expected):
    call, department = make_call(), department_of(people.asking)
    clock.move_to(moment)

    found = {actor for actor in PEOPLE if rules.can_wish(people[actor], call, department)}

    assert found == expected


def test_a_call_that_is_not_announced_takes_no_wishes(people):
    call = make_call(is_announced=False)

    assert not any(rules.can_wish(people[actor], call, department_of(people.asking)) for actor in PEOPLE)


def test_the_wish_of_a_call_is_taken_back_in_the_window_and_then_left_to_the_office(people):
    call = make_call()
    (one,) = wish(people.asking, call)
    within = allowed(people, rules.can_cancel, one)
    is_over(call)

    assert within == DEPARTMENT | OFFICE
    assert allowed(people, rules.can_cancel, Consultation.objects.get(pk=one.pk)) == OFFICE


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(rules.can_keep_consultations, OFFICE), (rules.can_offer_hours, {"advisor", "assigned"})],
)
def test_the_office_decides_and_advisors_offer_hours(people, rule, expected):
    assert {actor for actor in PEOPLE if rule(people[actor])} == expected


def test_the_former_advisor_of_a_moved_date_knows_it_no_more(people):
    consultation = ask(people.asking)
    fix(consultation, people.secretariat, people.assigned)
    fix(consultation, people.secretariat, people.advisor, "2021-11-09T10:00+09:00")

    assert allowed(people, rules.can_read, consultation) == DEPARTMENT | OFFICE | {"advisor"}
