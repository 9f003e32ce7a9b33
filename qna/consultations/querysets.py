"""Reading calls, consultations, hours and dates."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from qna.consultations.enums import CLOSED_STATES, COUNTED_STATES, WAITING_STATES, ConsultationState, HourWay
from sessions.enrolment.rules import standing_of
from studygroup import rules


class CallQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is announced; to the office the drafts too."""
        return self.all() if rules.is_secretariat(user) else self.filter(is_announced=True)

    def with_menu(self):
        return self.prefetch_related("topics", "criteria")

    def without_result(self):
        return self.filter(result_published_at__isnull=True)


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """To the department that asked, to the advisor it is held with, and to the office; to nobody else."""
        if rules.is_secretariat(user):
            return self.all()
        if not user.is_authenticated:
            return self.none()
        own = Q(department__in=standing_of(user).departments)
        return self.filter(own | Q(pk__in=self.model.objects.held_by(user).values("pk")))

    def held_by(self, user):
        """Those whose date that stands is with `user`."""
        if not rules.is_advisor(user):
            return self.none()
        return self.filter(meetings__advisor=user, meetings__cancelled_at__isnull=True)

    def of_departments(self, departments):
        return self.filter(department__in=departments)

    def not_cancelled(self):
        return self.exclude(state=ConsultationState.CANCELLED)

    def counted_in(self, municipality, fiscal_year: int):
        """What stands against 「年1回程度」: neither deferred nor cancelled."""
        return self.filter(department__municipality=municipality, fiscal_year=fiscal_year, state__in=COUNTED_STATES)

    def waiting(self):
        """For the office to look at or to arrange, the longest waiting first; the wishes of a call wait with it."""
        waiting = self.filter(state__in=WAITING_STATES)
        return waiting.exclude(call__isnull=False, state=ConsultationState.RECEIVED).order_by("asked_at", "pk")

    def to_record(self):
        """Whose date is over, and of which nobody has said yet that it was held."""
        return self.filter(
            state=ConsultationState.ARRANGED,
            meetings__cancelled_at__isnull=True,
            meetings__ends_at__lte=timezone.now(),
        )

    def closed_before(self, moment):
        return self.filter(state__in=CLOSED_STATES, closed_at__lt=moment)

    def with_place(self):
        """With what a list names: department, menu, dates and the wishes for them."""
        dates = [Prefetch("meetings", queryset=self._meetings()), "date_wishes__hour__advisor"]
        place = ("department__municipality", "call", "topic", "asked_by", "wished_advisor", "summary")
        return self.select_related(*place).prefetch_related(*dates)

    def _meetings(self):
        return self.model.meetings.rel.related_model.objects.select_related("advisor", "hour")


class OfferedHourQuerySet(models.QuerySet):
    def free(self):
        """Ahead, neither given nor withdrawn."""
        free = self.filter(taken_at__isnull=True, withdrawn_at__isnull=True, starts_at__gt=timezone.now())
        return free.select_related("advisor").order_by("starts_at", "pk")

    def suiting(self, way: str):
        return self.filter(way__in=(HourWay.EITHER, way))

    def of_advisor(self, user):
        """Those that stand, the next first; past ones are left out."""
        return self.filter(advisor=user, withdrawn_at__isnull=True, ends_at__gt=timezone.now())


class MeetingQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(cancelled_at__isnull=True)

    def on_day(self, day: date):
        """Those that begin on `day` in Tokyo."""
        begin = timezone.make_aware(timezone.datetime(day.year, day.month, day.day))
        return self.filter(starts_at__gte=begin, starts_at__lt=begin + timedelta(days=1))


class SummaryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones, to everybody."""
        return self.filter(published_at__isnull=False, withdrawn_at__isnull=True)

    def with_place(self):
        return self.select_related("consultation__department__municipality", "consultation__topic")

    def newest_first(self):
        return self.order_by("-published_at", "-pk")
