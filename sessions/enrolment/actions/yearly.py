"""March: who stays for the next fiscal year, and the enrolments that go on with them."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sessions.enrolment import rules
from sessions.enrolment.actions.posting import post_to_coordinators, post_to_person
from sessions.enrolment.emails import membership as emails
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Enrolment, YearlyConfirmation
from sessions.enrolment.rules.yearly import open_confirmation, unconfirmed
from studygroup.models import Department, Participant

REMINDER_DAYS = (14, 3)
FIRST_HOUR = 8  # nobody is reminded at night


@transaction.atomic
def start_yearly_confirmation(*, fiscal_year: int, suspends_on: date, by) -> YearlyConfirmation:
    """Ask every department who stays for `fiscal_year`, until `suspends_on`. Raises PermissionDenied.

    Raises ValidationError for a day that is not to come, or while or after the same year was asked for.
    """
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    if suspends_on <= timezone.localdate():
        raise ValidationError({"suspends_on": "停止する日は、明日からあとの日を選んでください"})
    if (running := open_confirmation()) is not None:
        raise ValidationError(f"{running.fiscal_year}年度の確認が、まだ終わっていません。")
    if YearlyConfirmation.objects.filter(fiscal_year=fiscal_year).exists():
        raise ValidationError({"fiscal_year": f"{fiscal_year}年度の確認は、すでに終わっています"})
    confirmation = YearlyConfirmation.objects.create(
        fiscal_year=fiscal_year, suspends_on=suspends_on, started_at=timezone.now(), started_by=by
    )
    log(confirmation, "enrolment.start_confirmation", user=by)
    _ask(confirmation, key=f"yearly:{confirmation.pk}", by=by)
    return confirmation


def _ask(confirmation: YearlyConfirmation, *, key: str, by, is_reminder: bool = False) -> None:
    for department, people in _by_department(unconfirmed(confirmation)):
        letter = emails.confirmation_asked(
            department=department, confirmation=confirmation, people=people, is_reminder=is_reminder
        )
        post_to_coordinators(
            letter=letter, department=department, about=confirmation, key=f"{key}:{department.pk}", by=by
        )


def _by_department(people: Iterable[Participant]) -> list[tuple[Department, list[Participant]]]:
    found: dict[Department, list[Participant]] = {}
    for person in people:
        found.setdefault(person.department, []).append(person)
    return list(found.items())


@transaction.atomic
def confirm_people(*, people: Iterable[Participant], by) -> int:
    """Say that `people` stay for the year that is asked about. Returns how many were not confirmed yet.

    Raises PermissionDenied where `by` does not speak for one of them, or ValidationError while nothing is asked.
    """
    confirmation = open_confirmation()
    if confirmation is None:
        raise ValidationError("いま行われている年度の確認はありません。")
    people = list(people)
    if not all(rules.coordinates(by, person.department) for person in people):
        raise PermissionDenied
    waiting = list(unconfirmed(confirmation).filter(pk__in=[person.pk for person in people]))
    for person in waiting:
        person.confirmed_year = confirmation.fiscal_year
        person.save(update_fields=["confirmed_year"])
        log(person, "enrolment.confirm_person", user=by, data={"fiscal_year": confirmation.fiscal_year})
    return len(waiting)


def remind_unconfirmed() -> None:
    """What the worker does each hour: a reminder fourteen and three days before the suspension, each once.

    One that would come with or before the question itself is left out; one that was missed goes with the next hour.
    """
    confirmation, now = open_confirmation(), timezone.localtime()
    if confirmation is None or now.hour < FIRST_HOUR:
        return
    left = (confirmation.suspends_on - now.date()).days
    due = [days for days in REMINDER_DAYS if left <= days]
    if not due or left <= 0:
        return
    day = confirmation.suspends_on - timedelta(days=min(due))
    if day > timezone.localdate(confirmation.started_at):
        with transaction.atomic():
            _ask(confirmation, key=f"yearly-reminder:{confirmation.pk}:{min(due)}", by=None, is_reminder=True)


def suspend_unconfirmed() -> int:
    """What the worker does on the day: suspend whom nobody confirmed, tell them and their coordinators.

    Each department by itself, so that a worker which dies goes on where it was. Returns how many were suspended.
    """
    confirmation = open_confirmation()
    if confirmation is None or timezone.localdate() < confirmation.suspends_on:
        return 0
    found = _by_department(unconfirmed(confirmation))
    for department, people in found:
        _suspend_of(department, people, confirmation)
    YearlyConfirmation.objects.filter(pk=confirmation.pk).update(finished_at=timezone.now())
    return sum(len(people) for _, people in found)


@transaction.atomic
def _suspend_of(department: Department, people: list[Participant], confirmation: YearlyConfirmation) -> None:
    for person in people:
        _suspend(person, by=None)
    letter = emails.colleagues_suspended(department=department, people=people)
    key = f"colleagues-suspended:{confirmation.pk}:{department.pk}"
    post_to_coordinators(letter=letter, department=department, about=department, key=key, by=None)


def _suspend(person: Participant, *, by) -> None:
    if not Participant.objects.filter(pk=person.pk, suspended_at=None).update(suspended_at=timezone.now()):
        return
    entry = log(person, "enrolment.suspend", user=by)
    letter = emails.suspended(person=person)
    if person.user or person.mail:  # of the others the coordinators read in their own letter
        key = f"suspended:{entry.pk}"
        post_to_person(letter=letter, person=person, about=person, key=key, by=by)


@transaction.atomic
def suspend_person(*, participant: Participant, by) -> None:
    """The office suspends somebody by hand; what is there stays. Raises PermissionDenied."""
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    _suspend(participant, by=by)


@transaction.atomic
def lift_suspension(*, participant: Participant, by) -> None:
    """The office lets somebody in again, who thereby is confirmed for the year last asked about."""
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    asked = YearlyConfirmation.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True).first()
    years = [year for year in (asked, participant.confirmed_year) if year is not None]
    changed = Participant.objects.filter(pk=participant.pk, suspended_at__isnull=False)
    if changed.update(suspended_at=None, confirmed_year=max(years, default=None)):
        entry = log(participant, "enrolment.lift_suspension", user=by)
        letter = emails.suspension_lifted(person=participant)
        key = f"suspension-lifted:{entry.pk}"
        post_to_person(letter=letter, person=participant, about=participant, key=key, by=by)


@transaction.atomic
def roll_over_series(*, fiscal_year: int, by) -> int:
    """Carry the enrolments that count in the year before into `fiscal_year`, for the departments to confirm.

    The old ones go on counting. Whoever is enrolled in the new year already is left as they are, so doing it again
    adds what came meanwhile. Returns how many were carried. Raises PermissionDenied.
    """
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    carried: dict[Department, list[Enrolment]] = {}
    former = Enrolment.objects.counting().filter(fiscal_year=fiscal_year - 1)
    for enrolment in former.select_related("department__municipality", "series"):
        new, is_new = Enrolment.objects.get_or_create(
            department=enrolment.department,
            series=enrolment.series,
            fiscal_year=fiscal_year,
            defaults={"carried_from": enrolment, "submitted_at": timezone.now()},
        )
        if is_new:
            log(new, "enrolment.carry", user=by)
            carried.setdefault(enrolment.department, []).append(new)
    for department, enrolments in carried.items():
        letter = emails.carried_over(department=department, fiscal_year=fiscal_year, enrolments=enrolments)
        key = f"carried:{enrolments[0].pk}"
        post_to_coordinators(letter=letter, department=department, about=department, key=key, by=by)
    return sum(len(enrolments) for enrolments in carried.values())


@transaction.atomic
def confirm_carried(*, department: Department, by) -> int:
    """The department says that it goes on; what was carried over counts from now on. Raises PermissionDenied."""
    if not rules.coordinates(by, department):
        raise PermissionDenied
    return _confirm(Enrolment.objects.carried().filter(department=department), by=by)


@transaction.atomic
def confirm_all_carried(*, fiscal_year: int, by) -> int:
    """The office confirms for all departments that did not yet. Raises PermissionDenied."""
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    return _confirm(Enrolment.objects.carried().filter(fiscal_year=fiscal_year), by=by)


def _confirm(enrolments, *, by) -> int:
    waiting = list(enrolments.select_related("department__municipality", "series"))
    for enrolment in waiting:
        log(enrolment, "enrolment.confirm_carried", user=by)
    keys = [enrolment.pk for enrolment in waiting]
    return Enrolment.objects.carried().filter(pk__in=keys).update(state=EnrolmentState.CONFIRMED)
