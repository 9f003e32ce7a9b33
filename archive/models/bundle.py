"""まとめて保存: the ZIP of a session, made for one set of editions and kept while it is asked for."""

from django.db import models
from django.utils import timezone

from archive import files
from archive.enums import Making


class Bundle(models.Model):
    """`contents` says what lies in it: [key of the material, stored name, name inside], in order.

    Readers with other rights have other contents and so another bundle; `fingerprint` is that of the contents.
    """

    is_shown_to_public = False
    study_session = models.ForeignKey(
        "study_sessions.StudySession", verbose_name="開催回", on_delete=models.CASCADE, related_name="bundles"
    )
    fingerprint = models.CharField(max_length=64, unique=True)
    contents = models.JSONField(default=list)
    state = models.CharField("状態", max_length=7, choices=Making, default=Making.WAITING)
    error = models.CharField("理由", max_length=200, blank=True)
    file = models.FileField("ファイル", upload_to=files.bundle_path, blank=True, max_length=200)
    taken_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField("最後に求められた日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "まとめて保存するファイル"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.study_session}（{len(self.contents)}点）"
