"""The log of a room: gapless sequences of what happened, each numbered under its stream's row lock."""

from django.db import models
from django.utils import timezone

from sessions.live.models.room import LiveRoom, RoomMember
from sessions.live.querysets import EventQuerySet, StreamQuerySet


class Stream(models.Model):
    """Everyone's sequence of a room (no name), the moderators' (`desk`), or a group's (`group-3`)."""

    is_shown_to_public = False
    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="streams")
    name = models.CharField(max_length=20, blank=True)
    last_seq = models.PositiveIntegerField(default=0)
    objects = StreamQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "出来事の列"
        constraints = [models.UniqueConstraint(fields=["room", "name"], name="live_stream_once")]

    def __str__(self):
        return f"{self.room} {self.name}".strip()


class Event(models.Model):
    """One thing that happened. `data` is the whole new public form of what it is about.

    The stored data of what was hidden or deleted loses its words: whoever reads the log later reads none.
    """

    is_shown_to_public = False
    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="events")
    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    about = models.CharField(max_length=40)
    data = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(RoomMember, null=True, on_delete=models.SET_NULL, related_name="+")
    client_id = models.CharField(max_length=40, blank=True)  # empty: an act that no retry repeats
    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "出来事"
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="live_event_gapless"),
            models.UniqueConstraint(
                fields=["room", "client_id"], condition=~models.Q(client_id=""), name="live_event_once"
            ),
        ]
        indexes = [
            models.Index(fields=["room", "about"], name="live_event_about"),
            models.Index(fields=["by", "at"], name="live_event_pace"),
        ]

    def __str__(self):
        return f"{self.stream} {self.seq} {self.kind}"
