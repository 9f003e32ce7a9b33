"""Reading enrolments and attendance."""

from django.db import models
from django.db.models import Q

from sessions.enrolment.enums import COUNTING_STATES, PRESENT_MODES, WAITING_STATES


class EnrolmentQuerySet(models.QuerySet):
    def counting(self):
        """Enrolments that count, whatever their year: confirmed, their department open."""
        return self.filter(state__in=COUNTING_STATES, department__closed_on__isnull=True)

    def waiting(self):
        """Those that the office has yet to confirm or send back."""
        return self.filter(state__in=WAITING_STATES)

    def of_departments(self, departments):
        """With the department and its municipality, to be named."""
        return self.filter(department__in=departments).select_related("department__municipality")

    def in_series(self, series):
        return self.filter(series__in=series)


class AttendanceQuerySet(models.QuerySet):
    def taking_part(self):
        """Signed up in any mode but 参加しない, or checked in."""
        return self.filter(Q(mode__in=PRESENT_MODES) | Q(checked_in_at__isnull=False))
