"""March: asked, reminded, confirmed or suspended; and the enrolments carried into the new year."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from sessions.enrolment.actions.membership import add_colleague, remove_person
from sessions.enrolment.actions.yearly import (
    confirm_all_carried,
    confirm_carried,
    confirm_people,
    lift_suspension,
    remind_unconfirmed,
    roll_over_series,
    start_yearly_confirmation,
    suspend_person,
    suspend_unconfirmed,
)
from sessions.enrolment.models import Enrolment, YearlyConfirmation
from sessions.enrolment.panels import without_coordinator as worklist_line
from sessions.enrolment.rules.people import without_coordinator
from sessions.enrolment.rules.yearly import year_to_carry, year_to_confirm
from studygroup import slots
from studygroup.models import Department, Participant
from studygroup.notices.models import OutboxLetter
from tests.factories.cast import ACTORS
from tests.factories.cms import enter
from tests.factories.people import allowed

SUSPENDS_ON = date(2022, 4, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture
def department(cast) -> Department:
    cast.participant  # noqa: B018 - a colleague of the coordinator
    return cast.coordinator.participations[0].department


@pytest.fixture
def asked(clock, cast, department) -> YearlyConfirmation:
    clock.move_to("2022-03-01T10:00+09:00")
    return start_yearly_confirmation(fiscal_year=2022, suspends_on=SUSPENDS_ON, by=cast.secretariat)


def current(user) -> bool:
    return any(person.is_current for person in user.participants.select_related("department"))


def told(kind: str = "yearly_confirmation") -> list[str]:
    return list(OutboxLetter.objects.filter(kind=kind).order_by("pk").values_list("to_address", flat=True))


@pytest.mark.parametrize("actor", ACTORS)
def test_the_year_is_the_offices(cast, department, actor):
    by, person = cast[actor], cast.participant.participants.get()

    done = [
        allowed(lambda: start_yearly_confirmation(fiscal_year=2022, suspends_on=SUSPENDS_ON, by=by)),
        allowed(lambda: suspend_person(participant=person, by=by)),
        allowed(lambda: lift_suspension(participant=person, by=by)),
        allowed(lambda: roll_over_series(fiscal_year=2022, by=by)),
        allowed(lambda: confirm_all_carried(fiscal_year=2022, by=by)),
    ]

    assert done == [actor == "secretariat"] * 5


@pytest.mark.parametrize("actor", ACTORS)
def test_people_and_enrolments_are_confirmed_by_who_coordinates(cast, department, asked, actor):
    roll_over_series(fiscal_year=2022, by=cast.secretariat)
    people = list(department.participants.all())

    done = [
        allowed(lambda: confirm_people(people=people, by=cast[actor])),
        allowed(lambda: confirm_carried(department=department, by=cast[actor])),
    ]

    assert done == [actor in ("coordinator", "secretariat")] * 2


def test_starting_asks_the_coordinators_once(cast, asked):
    with pytest.raises(ValidationError):
        start_yearly_confirmation(fiscal_year=2022, suspends_on=SUSPENDS_ON, by=cast.secretariat)

    assert told() == ["coordinator@test.example"]


def test_reminders_go_fourteen_and_three_days_before_each_once(clock, asked):
    counts = []
    for moment in (
        "2022-04-05T10:00+09:00",
        "2022-04-06T03:00+09:00",  # at night nobody is reminded
        "2022-04-06T10:00+09:00",
        "2022-04-06T11:00+09:00",
        "2022-04-17T10:00+09:00",
        "2022-04-19T10:00+09:00",
    ):
        clock.move_to(moment)
        remind_unconfirmed()
        counts.append(len(told()))

    assert counts == [1, 1, 2, 2, 3, 3]


def test_no_reminder_goes_with_a_question_asked_late(clock, cast, department):
    clock.move_to("2022-04-10T10:00+09:00")
    start_yearly_confirmation(fiscal_year=2022, suspends_on=SUSPENDS_ON, by=cast.secretariat)

    remind_unconfirmed()

    assert len(told()) == 1


def test_on_the_day_the_unconfirmed_are_suspended_and_the_others_stay(clock, cast, department, asked):
    confirm_people(people=[cast.coordinator.participants.get()], by=cast.coordinator)
    clock.move_to("2022-04-19T23:59+09:00")
    before = (suspend_unconfirmed(), current(cast.participant))
    clock.move_to("2022-04-20T00:01+09:00")

    suspended = suspend_unconfirmed()

    assert (before, suspended) == ((0, True), 1)
    assert (current(cast.coordinator), current(cast.participant)) == (True, False)
    assert told() == ["coordinator@test.example", "participant@test.example", "coordinator@test.example"]
    assert (suspend_unconfirmed(), YearlyConfirmation.objects.get().finished_at) == (0, timezone.now())


def test_newcomers_and_those_with_a_last_day_need_no_confirmation(clock, cast, department, asked):
    new = add_colleague(department=department, name="新任", by=cast.coordinator)
    remove_person(participant=cast.participant.participants.get(), last_day=date(2022, 4, 30), by=cast.coordinator)
    confirm_people(people=[cast.coordinator.participants.get()], by=cast.coordinator)
    clock.move_to("2022-04-20T00:01+09:00")

    assert suspend_unconfirmed() == 0
    assert Participant.objects.get(pk=new.pk).is_current


def test_one_post_confirms_everybody_of_the_department(client, cast, department, asked):
    client.force_login(cast.coordinator)

    client.post(reverse("enrolment:people-confirm"), {"department": department.pk})

    assert set(department.participants.values_list("confirmed_year", flat=True)) == {2022}


def test_the_office_lets_in_again_for_the_year_that_was_asked_about(clock, cast, department, asked):
    clock.move_to("2022-04-20T00:01+09:00")
    suspend_unconfirmed()
    person = cast.participant.participants.get()

    lift_suspension(participant=person, by=cast.secretariat)

    kept = Participant.objects.get(pk=person.pk)
    assert (kept.suspended_at, kept.confirmed_year, kept.is_current) == (None, 2022, True)


def test_a_department_that_lost_its_coordinator_is_in_the_worklist(clock, cast, department, asked):
    before = list(without_coordinator(date(2022, 4, 19)))
    clock.move_to("2022-04-20T00:01+09:00")
    suspend_unconfirmed()

    line = worklist_line(cast.secretariat, None)

    assert (before, list(without_coordinator(date(2022, 4, 20)))) == ([], [department])
    assert (line.context["count"], worklist_line(cast.organiser, None)) == (1, None)


# --- enrolments ---


def test_rolling_over_carries_what_counts_and_the_old_goes_on_counting(clock, cast, department):
    clock.move_to("2022-03-01T10:00+09:00")

    carried = (
        roll_over_series(fiscal_year=2022, by=cast.secretariat),
        roll_over_series(fiscal_year=2022, by=cast.secretariat),
    )

    rows = department.enrolments.order_by("fiscal_year", "pk").values_list("fiscal_year", "state")
    assert carried == (2, 0)
    assert list(rows) == [(2021, "confirmed")] * 2 + [(2022, "submitted")] * 2
    assert told("enrolment_carried") == ["coordinator@test.example"]


def test_the_departments_word_makes_what_was_carried_count(client, cast, department):
    roll_over_series(fiscal_year=2022, by=cast.secretariat)
    client.force_login(cast.coordinator)

    client.post(reverse("enrolment:enrolments-carry"), {"department": department.pk})

    assert set(department.enrolments.values_list("state", flat=True)) == {"confirmed"}


def test_what_the_department_enrolled_anew_stays_as_it_is(cast, department):
    series = department.enrolments.first().series
    own = Enrolment.objects.create(department=department, series=series, fiscal_year=2022)

    roll_over_series(fiscal_year=2022, by=cast.secretariat)

    assert Enrolment.objects.get(pk=own.pk).carried_from is None
    assert confirm_all_carried(fiscal_year=2022, by=cast.secretariat) == 1


# --- the CMS ---


def test_the_office_starts_carries_and_confirms_on_one_screen(client, settings, clock, cast, department):
    clock.move_to("2022-03-01T10:00+09:00")
    office = enter(client, settings, cast.secretariat)

    start = office.post(reverse("yearly:start"), {"fiscal_year": "2022", "suspends_on": "2022-04-20"})
    office.post(reverse("yearly:carry", args=[2022]))
    office.post(reverse("yearly:confirm_carried", args=[2022]))
    office.post(reverse("yearly:confirm", args=[cast.participant.participants.get().pk]))
    page = office.get(reverse("yearly:index"))

    assert (start.status_code, page.status_code) == (302, 200)
    assert [person.name for person in page.context["waiting"]] == ["coordinator"]
    assert department.enrolments.filter(fiscal_year=2022, state="confirmed").count() == 2


def test_the_form_and_the_worklist_ask_about_one_year(client, settings, cast):
    office = enter(client, settings, cast.secretariat)

    page, form = (office.get(reverse(name)) for name in ("yearly:index", "yearly:start"))

    assert (form.context["form"]["fiscal_year"].value(), page.context["fiscal_year"]) == (2022, 2022)


def test_what_waits_in_the_year_begun_is_carried_on_there(clock, cast, department):
    clock.move_to("2022-03-01T10:00+09:00")
    roll_over_series(fiscal_year=2022, by=cast.secretariat)
    clock.move_to("2022-08-01T10:00+09:00")

    assert (year_to_confirm(), year_to_carry()) == (2023, 2022)


@pytest.mark.parametrize("name", ["index", "start", "without-coordinator"])
def test_the_organiser_does_not_open_the_screens(client, settings, cast, name):
    organiser = enter(client, settings, cast.organiser)

    assert organiser.get(reverse(f"yearly:{name}")).status_code in (302, 403)


def test_my_page_says_what_the_turn_of_the_year_asks(client, cast, department, asked):
    roll_over_series(fiscal_year=2022, by=cast.secretariat)

    told_to = {}
    for actor in ("coordinator", "participant"):
        sections_ = slots.sections("my_tasks", cast[actor], department)
        told_to[actor] = [one.context["text"] for one in sections_ if one.template.endswith("_my_year_task.html")]

    assert told_to == {
        "coordinator": [
            "2022年度も続ける方を確認してください（あと2名）",
            "2022年度も参加を続けるかを確認してください",
        ],
        "participant": [],
    }
