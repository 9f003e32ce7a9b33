"""How a session went on, and what the office has to say to everyone."""

from django.db import models
from django.utils import timezone

from sessions.live.models.room import LiveRoom


class AgendaStep(models.Model):
    """The office moved on to an item of the agenda; its moment is where that chapter of a recording begins."""

    is_shown_to_public = False
    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="steps")
    uid = models.UUIDField("議題")
    title = models.CharField("題名", max_length=200)
    at = models.DateTimeField("移った日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "進行の記録"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.at:%H:%M} {self.title}"

    @property
    def about(self) -> str:
        return f"agenda:{self.pk}"


class Announcement(models.Model):
    """What the office pins above the chat."""

    is_shown_to_public = False
    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="announcements")
    text = models.CharField("お知らせ", max_length=300)
    at = models.DateTimeField("日時", default=timezone.now)
    is_pinned = models.BooleanField("表示中", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "部屋のお知らせ"
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:30]

    @property
    def about(self) -> str:
        return f"announcement:{self.pk}"
