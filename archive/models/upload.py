"""送信中の動画: a film that arrives in pieces."""

import uuid

from django.conf import settings
from django.db import models

from archive.querysets import UploadQuerySet


class Upload(models.Model):
    """The pieces lie in one local file until the form that they belong to is saved."""

    is_shown_to_public = False
    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField("ファイル名", max_length=200)
    size = models.PositiveBigIntegerField("大きさ（バイト）")
    received = models.PositiveBigIntegerField("受け取った大きさ（バイト）", default=0)
    is_checked = models.BooleanField("動画と確かめた", default=False)
    touched_at = models.DateTimeField("最後に受け取った日時")
    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "送信中の動画"
        constraints = [
            models.CheckConstraint(condition=models.Q(received__lte=models.F("size")), name="upload_within_size")
        ]

    def __str__(self):
        return self.name

    @property
    def is_whole(self) -> bool:
        return self.received == self.size

    @property
    def path(self):
        return settings.UPLOAD_ROOT / f"{self.uid.hex}.part"
