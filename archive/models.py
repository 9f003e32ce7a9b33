"""Material and Video: a file with an audience, a day of announcement, a window and an edition."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from archive import files
from archive.enums import MaterialKind, VideoKind
from archive.querysets import ArchivedQuerySet
from sessions.enums import Audience, Track


class Archived(models.Model):
    """What materials and videos have in common: a place in the programme, an audience and a window.

    `programme` and `series` follow the study session, so that one condition on three columns decides an audience.
    """

    title = models.CharField("題名", max_length=200)
    programme = models.ForeignKey(
        "study_sessions.Programme", verbose_name="事業・研究会", on_delete=models.PROTECT, related_name="%(class)ss"
    )
    series = models.ForeignKey(
        "study_sessions.Series",
        verbose_name="参加機会",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    study_session = models.ForeignKey(
        "study_sessions.StudySession",
        verbose_name="開催回",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    fiscal_year = models.PositiveSmallIntegerField("年度（西暦）")
    order = models.PositiveSmallIntegerField("並び順", default=1)
    audience = models.CharField("公開範囲", max_length=22, choices=Audience, default=Audience.ENROLLED_DEPARTMENT)
    announced_on = models.DateField(
        "公開予告・掲載日",
        null=True,
        blank=True,
        help_text="この日から一覧に出ます。ファイルがなければ「準備中」と表示します。",
    )
    available_from = models.DateTimeField("公開開始", null=True, blank=True)
    available_until = models.DateTimeField("公開終了", null=True, blank=True)
    edition = models.DateField("版の日付", null=True, blank=True, help_text="差し替えたときは、その日付にします。")
    size = models.PositiveBigIntegerField("大きさ（バイト）", default=0, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(available_until__isnull=True)
                | models.Q(available_from__isnull=True)
                | models.Q(available_until__gt=models.F("available_from")),
                name="%(class)s_window_in_order",
                violation_error_message="公開終了は、公開開始より後にしてください。",
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        self.follow_study_session()
        if self.available_from and self.available_until and self.available_until <= self.available_from:
            raise ValidationError({"available_until": "公開終了は、公開開始より後にしてください。"})

    def follow_study_session(self):
        if self.study_session:
            self.series = self.study_session.series
            self.fiscal_year = self.study_session.fiscal_year
        if self.series:
            self.programme = self.series.programme

    def save(self, **kwargs):
        self.follow_study_session()
        self.size = self._stored_size()
        super().save(**kwargs)

    def _stored_size(self) -> int:
        """As last known, where the file has gone from the store: the office can still mend the row."""
        try:
            return self.file.size if self.file else 0
        except FileNotFoundError:
            return self.size

    @property
    def place(self):
        """The study session (with the series at hand), series or programme it belongs to."""
        if self.study_session:
            self.study_session.series = self.series
        return self.study_session or self.series or self.programme

    @property
    def place_label(self) -> str:
        """「緩和策分科会 第2回」「気候変動対策に関する動画講演」, or the programme's name."""
        return str(self.place)

    @property
    def track(self) -> str:
        return self.series.track if self.series else Track.COMMON

    @property
    def is_replaced(self) -> bool:
        """Whether an edition came after the one first announced."""
        return bool(self.edition and self.announced_on and self.edition > self.announced_on)


PLACE_PANELS = [
    FieldPanel("title"),
    MultiFieldPanel(
        [FieldPanel("study_session"), FieldPanel("series"), FieldPanel("programme"), FieldPanel("fiscal_year")],
        heading="どこの資料か（開催回を選ぶと、ほかは自動で決まります）",
    ),
]
ACCESS_PANELS = MultiFieldPanel(
    [
        FieldPanel("audience"),
        FieldPanel("announced_on"),
        FieldRowPanel([FieldPanel("available_from"), FieldPanel("available_until")]),
    ],
    heading="公開",
)


class Material(Archived):
    kind = models.CharField("種類", max_length=10, choices=MaterialKind, default=MaterialKind.HANDOUT)
    issuer = models.CharField("発行", max_length=100, blank=True)
    file = models.FileField("ファイル", upload_to=files.material_path, blank=True, max_length=200)
    pages = models.PositiveSmallIntegerField("ページ数", null=True, blank=True, editable=False)
    objects = ArchivedQuerySet.as_manager()

    panels = [
        *PLACE_PANELS,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("order"), FieldPanel("issuer")]),
        FieldRowPanel([FieldPanel("file"), FieldPanel("edition")]),
        ACCESS_PANELS,
    ]

    class Meta(Archived.Meta):
        verbose_name = verbose_name_plural = "資料"

    def save(self, **kwargs):
        super().save(**kwargs)
        pages = files.page_count(self.file)  # it is stored now, and can be read
        if pages != self.pages:
            self.pages = pages
            Material.objects.filter(pk=self.pk).update(pages=pages)

    def get_absolute_url(self):
        return reverse("archive:material-file", args=[self.pk, self.filename])

    def address_of(self, field: str) -> str:
        """Where its one file is sent from."""
        return self.get_absolute_url()

    @property
    def filename(self) -> str:
        """The last segment of its address: ASCII, told by place and order, stable over editions."""
        stem = self.study_session.code if self.study_session else "material"
        return f"{stem}-{self.order}{files.suffix(self.file.name)}"

    @property
    def opens_in_browser(self) -> bool:
        """A PDF is read where it is; anything else is saved, so that no uploaded page runs under our name."""
        return files.suffix(self.file.name) == ".pdf"

    @property
    def type_label(self) -> str:
        return files.suffix(self.file.name).lstrip(".").upper() or "—"


VIDEO_PARTS = {"file": "video.mp4", "captions": "captions.vtt", "poster": "poster.jpg"}


class Video(Archived):
    kind = models.CharField("種類", max_length=10, choices=VideoKind, default=VideoKind.RECORDING)
    description = models.TextField("説明", blank=True)
    speaker = models.CharField("登壇者の所属", max_length=100, blank=True)
    file = models.FileField("動画（MP4）", upload_to=files.video_path, blank=True, max_length=200)
    captions = models.FileField("字幕（WebVTT）", upload_to=files.video_path, blank=True, max_length=200)
    no_captions_reason = models.CharField("字幕がない理由", max_length=200, blank=True)
    poster = models.FileField("表紙の画像（JPEG・PNG）", upload_to=files.video_path, blank=True, max_length=200)
    seconds = models.PositiveIntegerField("長さ（秒）", null=True, blank=True)
    objects = ArchivedQuerySet.as_manager()

    panels = [
        *PLACE_PANELS,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("order"), FieldPanel("seconds")]),
        FieldPanel("speaker"),
        FieldPanel("description"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("file", "captions", "no_captions_reason", "poster", "edition")],
            heading="ファイル",
        ),
        ACCESS_PANELS,
    ]

    class Meta(Archived.Meta):
        verbose_name = verbose_name_plural = "動画"

    def clean(self):
        super().clean()
        if self.file and self.announced_on and not (self.captions or self.no_captions_reason.strip()):
            raise ValidationError({"captions": "字幕を付けるか、字幕がない理由を入力してください。"})

    def get_absolute_url(self):
        return reverse("archive:video-detail", args=[self.pk])

    def address_of(self, field: str) -> str:
        """Where the file in `field` is sent from."""
        return reverse("archive:video-file", args=[self.pk, VIDEO_PARTS[field]])
