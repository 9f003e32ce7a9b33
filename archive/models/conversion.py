"""変換: what the worker makes of an uploaded film, and how far it is."""

from django.db import models

from archive.enums import ConversionState
from archive.querysets import ConversionQuerySet


class Conversion(models.Model):
    """One a video. `source` names the stored file it is about, `folder` what was made last and of which file."""

    is_shown_to_public = False
    video = models.OneToOneField("archive.Video", on_delete=models.CASCADE, related_name="conversion")
    source = models.CharField("もとのファイル", max_length=200)
    state = models.CharField("状態", max_length=10, choices=ConversionState, default=ConversionState.WAITING)
    percent = models.PositiveSmallIntegerField("進み具合（％）", default=0)
    reason = models.CharField("失敗の理由", max_length=300, blank=True)
    detail = models.TextField("技術的な記録", blank=True)
    attempts = models.PositiveSmallIntegerField("試した回数", default=0)
    asked_at = models.DateTimeField("受付")
    started_at = models.DateTimeField("開始", null=True, blank=True)
    heartbeat_at = models.DateTimeField("最後の進み", null=True, blank=True)
    finished_at = models.DateTimeField("終了", null=True, blank=True)

    made_of = models.CharField("変換したファイル", max_length=200, blank=True)
    folder = models.CharField("置き場所", max_length=200, blank=True)
    heights = models.JSONField("画質（縦の画素数）", default=list, blank=True)
    milliseconds = models.PositiveBigIntegerField("長さ（ミリ秒）", null=True, blank=True)
    has_sound = models.BooleanField("音声あり", default=False)
    objects = ConversionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "動画の変換"
        constraints = [
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="conversion_percent"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | ~models.Q(folder=""), name="conversion_done_has_folder"
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="conversion_queue")]

    def __str__(self):
        return f"{self.video}（{self.get_state_display()}）"

    @property
    def is_ready(self) -> bool:
        """Whether what was made is of the film that is there now: while a retry runs, the former goes on playing."""
        return bool(self.folder) and self.made_of == self.video.file.name

    @property
    def is_sound_alone(self) -> bool:
        return bool(self.folder) and not self.heights

    @property
    def in_words(self) -> str:
        """「変換中 40%」「失敗：…」."""
        if self.state == ConversionState.RUNNING:
            return f"変換中 {self.percent}%"
        if self.state == ConversionState.FAILED:
            return f"失敗：{self.reason}"
        if self.state == ConversionState.DONE and self.is_sound_alone:
            return "完了（映像がなく、音声だけです）"
        return self.get_state_display()
