"""Reading enrolments and attendance."""

from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from sessions.enrolment.enums import (
    COUNTING_STATES,
    PRESENT_MODES,
    TIMED_MODES,
    WAITING_STATES,
    AttendanceMode,
    EnrolmentState,
)

NO_END = 9999  # a fiscal year that does not come


class ApplicationQuerySet(models.QuerySet):
    def waiting(self):
        """Those that the office has yet to confirm or send back, the oldest first."""
        return self.filter(state__in=WAITING_STATES).order_by("submitted_at", "pk")


class EnrolmentQuerySet(models.QuerySet):
    def counting(self):
        """Enrolments that count, whatever their year: confirmed, their department open."""
        return self.filter(state__in=COUNTING_STATES, department__closed_on__isnull=True)

    def with_last_year(self):
        """`last_year`: the fiscal year up to which each opens sessions and what belongs to them.

        It opens the years before its own, and goes on (a department keeps what it has) until one of a later year is
        withdrawn: from that year on it opens nothing.
        """
        later = self.model.objects.filter(
            department=OuterRef("department"),
            series=OuterRef("series"),
            fiscal_year__gt=OuterRef("fiscal_year"),
            state=EnrolmentState.WITHDRAWN,
        )
        first = later.order_by("fiscal_year").values("fiscal_year")[:1]
        return self.annotate(last_year=Coalesce(Subquery(first) - 1, NO_END))

    def admitting(self, fiscal_year: int):
        """Enrolments that count, whatever their own year, for what is of `fiscal_year`."""
        return self.counting().with_last_year().filter(last_year__gte=fiscal_year)

    def waiting(self):
        """Those that the office has yet to confirm or send back."""
        return self.filter(state__in=WAITING_STATES)

    def carried(self):
        """Those of a new fiscal year that wait for the department, which was enrolled the year before, to confirm."""
        return self.filter(state=EnrolmentState.SUBMITTED, carried_from__isnull=False)

    def standing(self):
        """Neither sent back nor withdrawn: the department need not apply again."""
        return self.filter(state__in=(*COUNTING_STATES, *WAITING_STATES))

    def of_departments(self, departments):
        """With the department and its municipality, to be named."""
        return self.filter(department__in=departments).select_related("department__municipality")

    def in_series(self, series):
        return self.filter(series__in=series)


class SignUpQuerySet(models.QuerySet):
    def deadlines(self):
        """The deadline of each session that has one, by the session's key."""
        return dict(self.filter(until__isnull=False).values_list("study_session", "until"))


class AttendanceQuerySet(models.QuerySet):
    def taking_part(self):
        """Signed up in any mode but 参加しない, or checked in."""
        return self.filter(Q(mode__in=PRESENT_MODES) | Q(checked_in_at__isnull=False))

    def there_in_time(self):
        """Signed up to be there while the session is held, at the venue or by the network."""
        return self.filter(mode__in=TIMED_MODES)

    def holding_a_seat(self):
        """At the venue, or with a seat on offer."""
        return self.filter(Q(mode=AttendanceMode.VENUE) | Q(offered_until__isnull=False))

    def waiting_for_a_seat(self):
        """On the waiting list, to whom none is offered, the longest waiting first."""
        waiting = self.filter(waiting_since__isnull=False, offered_until__isnull=True)
        return waiting.order_by("waiting_since", "pk")

    def attended(self):
        """Was there: as the office set it, else checked in at the desk."""
        return self.filter(Q(attended=True) | Q(attended__isnull=True, checked_in_at__isnull=False))

    def by_way(self):
        """`way`: the mode that each counts as; who came on the day was at the venue, beyond its seats too."""
        came = Q(is_walk_in=True, checked_in_at__isnull=False)
        return self.annotate(way=Case(When(came, then=Value(AttendanceMode.VENUE)), default=F("mode")))

    def at_desk(self, study_session):
        """Every answer for `study_session` as the desk and its prints read it, municipalities in 建制順."""
        place = "participant__department__municipality"
        rows = self.filter(study_session=study_session).select_related(place, "study_session")
        rows = rows.prefetch_related("participant__department__former_names")
        return rows.order_by(f"{place}__order", "participant__department__name", "participant__kana", "participant_id")

    def expected_at_venue(self):
        """Signed up for the venue, or checked in there all the same."""
        return self.filter(Q(mode=AttendanceMode.VENUE) | Q(checked_in_at__isnull=False))

    def counts(self) -> dict[str, int]:
        """Municipalities, departments, people, in this order; a sample municipality is none of the 62."""
        department = "participant__department"
        is_real = Q(**{f"{department}__municipality__is_sample": False})
        return self.order_by().aggregate(
            municipalities=Count(f"{department}__municipality", filter=is_real, distinct=True),
            departments=Count(department, distinct=True),
            people=Count("participant", distinct=True),
        )


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Not accepted, not withdrawn, not expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())
