"""What stands on a page, slide or sheet of a material, as the worker read it."""

from django.db import models
from django.urls import reverse

from archive import files
from archive.querysets import MaterialPageQuerySet


class MaterialPage(models.Model):
    """One page of a PDF or docx, one slide, or one sheet; of a PDF's first pages a picture too."""

    is_shown_to_public = False
    material = models.ForeignKey(
        "archive.Material", verbose_name="資料", on_delete=models.CASCADE, related_name="texts"
    )
    number = models.PositiveSmallIntegerField("番号")
    label = models.CharField("呼び方", max_length=100)
    text = models.TextField("本文", blank=True)
    picture = models.FileField("画像", upload_to=files.picture_path, blank=True, max_length=200)
    objects = MaterialPageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "資料のページ"
        ordering = ["material", "number"]
        constraints = [models.UniqueConstraint(fields=["material", "number"], name="material_page_once")]

    def __str__(self):
        return f"{self.material} {self.label}"

    def get_absolute_url(self):
        """A PDF opens at the page; of anything else the page that tells about it."""
        if self.material.opens_in_browser:
            return f"{self.material.get_absolute_url()}#page={self.number}"
        return self.material.page_url

    @property
    def picture_url(self) -> str:
        return reverse("archive:material-picture", args=[self.material_id, self.number])
