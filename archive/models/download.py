"""Who took what home, and when; kept for settings.RETENTION_DAYS["downloads"]."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from archive.querysets import DownloadQuerySet


class Download(models.Model):
    """One reader took one edition on one day. Readers who are not signed in are counted without a person.

    `edition` is empty for the file that the material has now, and is filled in when another takes its place.
    `department_name` is what the reader's department was called on that day. `once` keeps ranges, repeats and double
    clicks of a day to one row.
    """

    is_shown_to_public = False
    material = models.ForeignKey(
        "archive.Material",
        verbose_name="資料",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="downloads",
    )
    video = models.ForeignKey(
        "archive.Video", verbose_name="動画", null=True, blank=True, on_delete=models.CASCADE, related_name="downloads"
    )
    edition = models.ForeignKey(
        "archive.Edition",
        verbose_name="旧版",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="downloads",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="利用者",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="downloads",
    )
    department = models.ForeignKey(
        "studygroup.Department", verbose_name="部署", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    department_name = models.CharField("当時の部署", max_length=200, blank=True)
    at = models.DateTimeField("日時", default=timezone.now, db_index=True)
    once = models.CharField(max_length=64, unique=True, default=uuid.uuid4, editable=False)
    objects = DownloadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ダウンロード"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(material__isnull=False, video__isnull=True)
                | models.Q(material__isnull=True, video__isnull=False),
                name="download_of_one_thing",
            )
        ]

    def __str__(self):
        return f"{self.thing}（{timezone.localtime(self.at):%Y/%m/%d}）"

    @property
    def thing(self):
        return self.material or self.video
