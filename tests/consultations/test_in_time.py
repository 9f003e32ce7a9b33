"""What the worker does for consultations: reminders the day before, and what is forgotten in time."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from qna.consultations.actions.arranging import cancel_consultation
from qna.consultations.actions.reminding import post_reminders
from qna.consultations.actions.retention import FORGOTTEN, forget_old_consultations
from qna.consultations.models import Consultation, Summary
from studygroup.notices.models import OutboxLetter
from tests.factories.consultations import NOTE, SUMMARY, ask, fix, hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def dated(cast):
    consultation = ask(cast.coordinator)
    fix(consultation, cast.secretariat, cast.advisor)
    OutboxLetter.objects.all().delete()
    return consultation


def reminded() -> list[str]:
    letters = OutboxLetter.objects.filter(kind="consultation_reminder")
    return sorted(letters.values_list("to_address", flat=True))


@pytest.mark.parametrize(
    ("moment", "is_reminded"),
    [
        ("2021-11-06T12:00+09:00", False),
        ("2021-11-07T08:59+09:00", False),
        ("2021-11-07T09:00+09:00", True),
        ("2021-11-07T23:59+09:00", True),
        ("2021-11-08T00:00+09:00", False),
    ],
)
def test_department_and_advisor_are_reminded_from_nine_on_the_day_before(cast, clock, dated, moment, is_reminded):
    clock.move_to(moment)

    post_reminders()
    post_reminders()

    assert reminded() == (sorted([cast.advisor.email, cast.coordinator.email]) if is_reminded else [])


def test_of_a_date_that_fell_away_nobody_is_reminded(cast, clock, dated):
    cancel_consultation(consultation=dated, by=cast.coordinator)
    clock.move_to("2021-11-07T10:00+09:00")

    post_reminders()

    assert reminded() == []


def test_what_was_written_down_is_forgotten_in_time_and_the_departments_own_stays(cast, clock, dated):
    clock.move_to("2021-11-08T12:00+09:00")
    hold(dated, cast.advisor)
    kept_until = timezone.now() + timedelta(days=settings.RETENTION_DAYS["consultations"])
    clock.move_to(kept_until.isoformat())
    before = forget_old_consultations()
    clock.move_to((kept_until + timedelta(seconds=1)).isoformat())

    forgotten, again = forget_old_consultations(), forget_old_consultations()

    one = Consultation.objects.get()
    assert (before, forgotten, again) == (0, 1, 0)
    assert (one.body, one.private_record, one.asked_by, one.shared_note) == (FORGOTTEN, "", None, NOTE)
    assert (Summary.objects.get().body, one.meetings.count()) == (SUMMARY, 1)


def test_what_is_under_way_is_not_forgotten(cast, clock, dated):
    clock.move_to("2030-01-01T00:00+09:00")

    assert forget_old_consultations() == 0
