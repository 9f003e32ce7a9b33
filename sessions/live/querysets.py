"""Reading a room."""

from datetime import timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone

from sessions.live.enums import MessageState, QuestionState

HERE_SECONDS = 60  # how long after the last sign of life somebody counts as here


class LiveRoomQuerySet(models.QuerySet):
    def with_session(self):
        """With what rules and pages ask of the session."""
        return self.select_related("study_session__series")

    def open(self):
        return self.filter(opened_at__isnull=False, closed_at__isnull=True)


class StreamQuerySet(models.QuerySet):
    def hold(self, room, name: str):
        """The stream with its room, its row locked to the end of the transaction: nobody else numbers an event."""
        rows = self.select_related("room__study_session__series").select_for_update(of=("self",))
        return rows.get(room=room, name=name)


class EventQuerySet(models.QuerySet):
    def after(self, seq: int):
        return self.filter(seq__gt=seq).order_by("seq")

    def about(self, thing):
        """Everything told of `thing`, in whatever stream of its room."""
        return self.filter(room=thing.room_id, about=thing.about)

    def still_showing(self):
        """Without those after which the readers of a stream know the thing no more."""
        return self.exclude(kind__endswith=".left")


class RoomMemberQuerySet(models.QuerySet):
    def here(self):
        """Seen a moment ago, on a socket or by a poll."""
        return self.filter(seen_at__gt=timezone.now() - timedelta(seconds=HERE_SECONDS))

    def by_place(self):
        return self.order_by(F("municipality__order").asc(nulls_last=True), "pk")


class MessageQuerySet(models.QuerySet):
    def in_stream(self, stream):
        return self.filter(stream=stream).order_by("pk")

    def readable(self):
        return self.filter(state=MessageState.SHOWN)


class QuestionQuerySet(models.QuerySet):
    def with_votes(self):
        return self.annotate(votes=models.Count("vote"))

    def released(self):
        """What every reader may know of."""
        return self.exclude(state=QuestionState.WAITING)

    def waiting(self):
        return self.filter(state=QuestionState.WAITING)
