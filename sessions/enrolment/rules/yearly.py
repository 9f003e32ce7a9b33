"""Who still has to be confirmed for the next fiscal year."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from sessions.dates import fiscal_year_of
from sessions.enrolment.models import Enrolment, YearlyConfirmation
from sessions.enrolment.rules.people import current_on
from studygroup.models import Participant

LATE = (4, 5, 6)  # months


def open_confirmation() -> YearlyConfirmation | None:
    """The office's question that runs now, if one does."""
    return YearlyConfirmation.objects.filter(finished_at__isnull=True).order_by("-fiscal_year").first()


def year_to_confirm() -> int:
    """The fiscal year that the office asks about, else the next one."""
    running = open_confirmation()
    return running.fiscal_year if running else fiscal_year_of(timezone.localdate()) + 1


def year_to_carry() -> int:
    """The fiscal year into which enrolments are carried: the one asked about, or the one begun that is not done yet.

    What is late may be carried until June, and what waits for a department's word is not lost from sight after that.
    """
    today = timezone.localdate()
    begun = fiscal_year_of(today)
    is_late = today.month in LATE or Enrolment.objects.carried().filter(fiscal_year=begun).exists()
    return begun if is_late and open_confirmation() is None else year_to_confirm()


def unconfirmed(confirmation: YearlyConfirmation) -> QuerySet[Participant]:
    """Those of whom nobody has said yet whether they stay.

    Who came after the question was asked is new and stays; of whom a last day is known, the answer is known.
    """
    answered = Q(confirmed_year__gte=confirmation.fiscal_year) | Q(until__isnull=False)
    newcomers = Q(since__gte=timezone.localdate(confirmation.started_at))
    people = Participant.objects.filter(current_on(timezone.localdate())).exclude(answered).exclude(newcomers)
    return people.select_related("department__municipality", "user").order_by(
        "department__municipality__order", "department__name", "pk"
    )


def is_unconfirmed(participant: Participant, confirmation: YearlyConfirmation) -> bool:
    """`unconfirmed` for one person who is current."""
    if participant.until or (participant.confirmed_year or 0) >= confirmation.fiscal_year:
        return False
    return participant.since is None or participant.since < timezone.localdate(confirmation.started_at)
