"""チャプター: where a part of a recording begins, the agenda item it holds, and the slides beside it."""

from django.db import models


class Chapter(models.Model):
    """The agenda item is told by session and uid: its key changes with every revision of the session."""

    video = models.ForeignKey("archive.Video", on_delete=models.CASCADE, related_name="chapters")
    start_ms = models.PositiveBigIntegerField("始まり（ミリ秒）")
    title = models.CharField("題名", max_length=200)
    study_session = models.ForeignKey(
        "study_sessions.StudySession",
        verbose_name="議題のある開催回",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    agenda_uid = models.UUIDField("議題", null=True, blank=True)
    material = models.ForeignKey(
        "archive.Material",
        verbose_name="横に出す資料",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="chapters",
    )

    class Meta:
        verbose_name = verbose_name_plural = "チャプター"
        ordering = ["video", "start_ms"]
        constraints = [models.UniqueConstraint(fields=["video", "start_ms"], name="chapter_start")]

    def __str__(self):
        return self.title
