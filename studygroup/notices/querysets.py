"""Reading the outbox."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from studygroup.notices.enums import FINISHED_STATES, TROUBLED_STATES, LetterState

STUCK_AFTER = timedelta(minutes=5)


class OutboxLetterQuerySet(models.QuerySet):
    def due(self):
        """Waiting letters whose moment has come, oldest first."""
        return self.filter(state=LetterState.WAITING, send_at__lte=timezone.now()).order_by("send_at", "pk")

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
