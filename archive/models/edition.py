"""旧版: a file that another one took the place of, still there under an address of its own."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from archive import files
from archive.querysets import EditionQuerySet


class Edition(models.Model):
    """A former file of a material. What the material may be opened by, its editions may be opened by."""

    is_shown_to_public = False
    material = models.ForeignKey(
        "archive.Material", verbose_name="資料", on_delete=models.CASCADE, related_name="editions"
    )
    dated = models.DateField("版の日付")
    file = models.FileField("ファイル", max_length=200)
    size = models.PositiveBigIntegerField("大きさ（バイト）", default=0)
    pages = models.PositiveSmallIntegerField("ページ数", null=True, blank=True)
    note = models.CharField("差し替えの理由・変わったところ", max_length=300, blank=True)
    replaced_at = models.DateTimeField("差し替えた日時", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="差し替えた人",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    told_at = models.DateTimeField("知らせた日時", null=True, blank=True, editable=False)
    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "旧版"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.material}（{self.dated:%Y/%m/%d}の版）"

    def get_absolute_url(self):
        return reverse("archive:edition-file", args=[self.material_id, self.pk, self.filename])

    @property
    def filename(self) -> str:
        """As the material's own, with the day of the edition."""
        return f"{self.material.stem}-{self.dated:%Y%m%d}{files.suffix(self.file.name)}"

    @property
    def opens_in_browser(self) -> bool:
        return files.opens_in_browser(self.file.name)

    @property
    def type_label(self) -> str:
        return files.type_label(self.file.name)
