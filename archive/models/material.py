"""資料: a file to take home, in dated editions."""

from django.db import models
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from archive import files, texts
from archive.enums import MaterialKind, Reading
from archive.models.archived import ACCESS_PANELS, PLACE_PANELS, Archived, announced_in_words
from archive.querysets import MaterialQuerySet
from studygroup.enums import DepartmentField
from studygroup.found import Found


class Material(Archived):
    kind = models.CharField("種類", max_length=10, choices=MaterialKind, default=MaterialKind.HANDOUT)
    issuer = models.CharField("発行", max_length=100, blank=True)
    field = models.CharField("分野", max_length=20, choices=DepartmentField, blank=True)
    file = models.FileField("ファイル", upload_to=files.material_path, blank=True, max_length=200)
    pages = models.PositiveSmallIntegerField("ページ数", null=True, blank=True, editable=False)
    replaced_at = models.DateTimeField("差し替えた日時", null=True, blank=True, editable=False)
    reading = models.CharField(
        "本文の読み取り", max_length=7, choices=Reading, default=Reading.NOT_READABLE, editable=False
    )
    reading_error = models.CharField("読み取れない理由", max_length=200, blank=True, editable=False)
    read_from = models.CharField(max_length=200, blank=True, editable=False)
    reading_taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    objects = MaterialQuerySet.as_manager()

    search_fields = [*Archived.search_fields, index.SearchField("issuer")]
    search_group = "material", "資料"

    panels = [
        *PLACE_PANELS,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("order")]),
        FieldRowPanel([FieldPanel("issuer"), FieldPanel("field")]),
        FieldRowPanel([FieldPanel("file"), FieldPanel("edition")]),
        ACCESS_PANELS,
    ]

    class Meta(Archived.Meta):
        verbose_name = verbose_name_plural = "資料"

    def save(self, **kwargs):
        super().save(**kwargs)
        reading = self._reading_wanted()  # the file is stored now, and has its name
        if reading != self.reading:
            self.reading, self.reading_taken_at = reading, None
            Material.objects.filter(pk=self.pk).update(reading=reading, reading_taken_at=None)

    def _reading_wanted(self) -> str:
        """A file that the worker has not read yet waits for it."""
        if not texts.is_readable(self.file.name):
            return Reading.NOT_READABLE
        if self.read_from != self.file.name:
            return Reading.WAITING
        return self.reading

    def search_parts(self):
        """Page by page, each with its place in the address of a PDF."""
        for page in self.texts.order_by("number").iterator():
            yield page.label, f"page={page.number}" if self.opens_in_browser else "", page.text

    def search_found(self, is_open: bool) -> Found:
        text_url = self.get_absolute_url() if is_open and self.opens_in_browser else ""
        return Found(
            self.title,
            self.page_url,
            self.get_kind_display(),
            place=f"{self.place_label}（{self.fiscal_year}年度）",
            when=announced_in_words(self.announced_on),
            text_url=text_url,
        )

    def get_absolute_url(self):
        return reverse("archive:material-file", args=[self.pk, self.filename])

    def address_of(self, field: str) -> str:
        """Where its one file is sent from."""
        return self.get_absolute_url()

    @property
    def page_url(self) -> str:
        """The page that tells about it, with its former editions."""
        return reverse("archive:material-detail", args=[self.pk])

    @property
    def stem(self) -> str:
        """ASCII, told by place and order, stable over editions."""
        return f"{self.study_session.code if self.study_session else 'material'}-{self.order}"

    @property
    def filename(self) -> str:
        """The last segment of its address."""
        return f"{self.stem}{files.suffix(self.file.name)}"

    @property
    def opens_in_browser(self) -> bool:
        return files.opens_in_browser(self.file.name)

    @property
    def type_label(self) -> str:
        return files.type_label(self.file.name)
