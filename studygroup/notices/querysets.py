"""Reading the outbox."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from studygroup.notices.enums import FINISHED_STATES, TROUBLED_STATES, LetterState

STUCK_AFTER = timedelta(minutes=5)
HELD_UP_AFTER = timedelta(minutes=5)


class OutboxLetterQuerySet(models.QuerySet):
    def due(self):
        """Waiting letters whose moment has come: those never tried before those that did not go, each oldest first."""
        waiting = self.filter(state=LetterState.WAITING, send_at__lte=timezone.now())
        return waiting.order_by("attempts", "send_at", "pk")

    def held_up(self):
        """Letters that should have gone by now: the mail server is away, or the worker."""
        return self.filter(state=LetterState.WAITING, send_at__lt=timezone.now() - HELD_UP_AFTER).order_by("send_at")

    def stuck(self):
        """Letters a worker took and never finished: it died."""
        return self.filter(state=LetterState.SENDING, taken_at__lt=timezone.now() - STUCK_AFTER)

    def troubled(self):
        """Letters that somebody of the office has to look at."""
        return self.filter(state__in=TROUBLED_STATES)

    def finished(self):
        """Sent, dropped or given up: the worker does nothing more with them."""
        return self.filter(state__in=FINISHED_STATES)

    def posted_before(self, moment):
        return self.filter(posted_at__lt=moment)


class NoticeQuerySet(models.QuerySet):
    def visible(self):
        """What has been told: a mailing's notices show when its letters go out."""
        return self.filter(posted_at__lte=timezone.now())

    def newest_first(self):
        return self.order_by("-posted_at", "-pk")

    def unread(self):
        return self.filter(read_at__isnull=True)

    def posted_before(self, moment):
        return self.filter(posted_at__lt=moment)

    def for_digest(self):
        """Held back for the day's one letter, oldest first."""
        return self.filter(waits_for_digest=True, user__is_active=True).order_by("user", "pk")
