"""What materials and videos have in common: a place in the programme, an audience and a window."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from sessions.enums import Audience, Track


class Archived(index.Indexed, models.Model):
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

    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

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

    def search_known(self) -> str:
        """What a list says of it to whoever may know of it."""
        return f"{self.get_kind_display()} {self.place_label} {self.fiscal_year}年度"

    @property
    def track(self) -> str:
        return self.series.track if self.series else Track.COMMON

    @property
    def is_replaced(self) -> bool:
        """Whether an edition came after the one first announced."""
        return bool(self.edition and self.announced_on and self.edition > self.announced_on)


def announced_in_words(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


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
