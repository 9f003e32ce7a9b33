"""視聴: how far a person has come in a recording, and which parts of it they have really watched."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from archive import watched

FINISHED_AT = 0.9  # of the length
WORTH_RESUMING = 10  # seconds from the beginning, and before the end


class WatchingQuerySet(models.QuerySet):
    def finished(self):
        return self.filter(finished_at__isnull=False)


class Watching(models.Model):
    """One a person and video; `ranges` as `archive.watched` writes them. Of no department: it goes with the person."""

    is_shown_to_public = False
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watchings")
    video = models.ForeignKey("archive.Video", on_delete=models.CASCADE, related_name="watchings")
    position = models.PositiveIntegerField("位置（秒）", default=0)
    ranges = models.TextField("視聴した部分（秒）", blank=True)
    finished_at = models.DateTimeField("視聴済みになった日時", null=True, blank=True)
    updated_at = models.DateTimeField("最後に視聴した日時", default=timezone.now)
    objects = WatchingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "視聴"
        constraints = [models.UniqueConstraint(fields=["user", "video"], name="watching_once")]

    def __str__(self):
        return f"{self.video} {self.position}秒"

    @property
    def seconds(self) -> float:
        """How much of it was watched; what was watched twice counts once."""
        return watched.total(watched.parse(self.ranges))

    @property
    def percent(self) -> int:
        return min(100, int(100 * self.seconds / self.video.seconds)) if self.video.seconds else 0

    @property
    def resumes_at(self) -> int | None:
        """The second from which to go on; None where that is the beginning or the end."""
        end = (self.video.seconds or self.position + 2 * WORTH_RESUMING) - WORTH_RESUMING
        return self.position if WORTH_RESUMING <= self.position < end else None

    def add(self, position: int, ranges: list[watched.Range]) -> None:
        """What was watched since, and where it stopped."""
        length = self.video.seconds
        self.ranges = watched.write(watched.joined([*watched.parse(self.ranges), *ranges], within=length))
        self.position = min(position, length or position)
        self.updated_at = timezone.now()
        if not self.finished_at and length and self.seconds >= length * FINISHED_AT:
            self.finished_at = self.updated_at
