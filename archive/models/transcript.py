"""文字起こし: what is said, line by line. The captions are made of it."""

from django.db import models


class TranscriptLine(models.Model):
    video = models.ForeignKey("archive.Video", on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField("番号")
    start_ms = models.PositiveBigIntegerField("始まり（ミリ秒）")
    end_ms = models.PositiveBigIntegerField("終わり（ミリ秒）")
    text = models.TextField("文")

    class Meta:
        verbose_name = verbose_name_plural = "字幕の行"
        ordering = ["video", "number"]
        constraints = [
            models.UniqueConstraint(fields=["video", "number"], name="transcript_line_number"),
            models.CheckConstraint(
                condition=models.Q(end_ms__gt=models.F("start_ms")), name="transcript_line_in_order"
            ),
        ]
        indexes = [models.Index(fields=["video", "start_ms"], name="transcript_line_at")]

    def __str__(self):
        return self.text
