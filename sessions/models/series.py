"""A numbered run of sessions with one participation policy."""

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from sessions.enums import Policy, Track
from sessions.models.programme import Programme
from sessions.querysets import SeriesManager
from sessions.years import year_at_hand
from studygroup import page_cache
from studygroup.models.public_page import PublicPage


class SeriesIndex(PublicPage):
    """分科会: the series below it, side by side."""

    lead = models.TextField("リード文", blank=True)

    content_panels = [*PublicPage.content_panels, FieldPanel("lead")]
    search_fields = [*PublicPage.search_fields, index.SearchField("lead")]
    template = "study_sessions/series_index.html"
    subpage_types = ["study_sessions.Series"]

    class Meta:
        verbose_name = "参加機会の一覧"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["series_list"] = Series.objects.child_of(self).live().in_order()
        return context


class Series(PublicPage):
    # The default reverse name, `series`, would take the name of StudySession's foreign key.
    page_ptr = models.OneToOneField(Page, parent_link=True, on_delete=models.CASCADE, related_name="as_series")
    programme = models.ForeignKey(
        Programme, verbose_name="事業・研究会", on_delete=models.PROTECT, related_name="series"
    )
    key = models.SlugField(
        "記号",
        unique=True,
        max_length=30,
        help_text="回のコード（例：mitigation-2021-2）の先頭になります。公開後は変えないでください。",
        validators=[RegexValidator(r"^[a-z][a-z-]*\Z", "半角の英小文字とハイフンで入力してください。")],
    )
    track = models.CharField("テーマ", max_length=12, choices=Track, default=Track.COMMON)
    policy = models.CharField("参加できる人", max_length=10, choices=Policy)
    order = models.PositiveSmallIntegerField("年間日程での並び順", default=10)
    lead = models.TextField("リード文", blank=True)
    planned = models.CharField("予定回数", max_length=120, blank=True, help_text="例：年3回程度（年度中頃）")
    confirms_at_once = models.BooleanField(
        "自治体のメールアドレスからの参加登録を、すぐに確認済みにする",
        default=False,
        help_text="選ばないときは、事務局が一件ずつ確認します。",
    )
    eligible = models.CharField("対象", max_length=120, blank=True)
    ways = models.CharField("参加方法", max_length=200, blank=True)
    period_from = models.DateField("公開の初日", null=True, blank=True, help_text="動画講演のように期間で開くとき")
    period_until = models.DateField("公開の最終日", null=True, blank=True)
    accepts_enrolments_of = ParentalManyToManyField(
        "self",
        verbose_name="参加登録を認めるほかの参加機会",
        symmetrical=False,
        blank=True,
        related_name="+",
        help_text="例：見学会は、両方の分科会の登録部署が参加できます。",
    )
    objects = SeriesManager()

    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("programme"),
        FieldRowPanel([FieldPanel("key"), FieldPanel("track"), FieldPanel("order")]),
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("policy", "confirms_at_once", "accepts_enrolments_of")]
            + [FieldPanel(name) for name in ("eligible", "planned", "ways")],
            heading="参加のしかた",
        ),
        FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_until")], heading="期間で開くとき"),
    ]
    search_fields = [
        *PublicPage.search_fields,
        *(index.SearchField(name) for name in ("lead", "eligible", "planned", "ways")),
    ]
    template = "study_sessions/series.html"
    subpage_types = ["study_sessions.StudySession"]

    class Meta:
        verbose_name = "参加機会（シリーズ）"
        verbose_name_plural = "参加機会（シリーズ）"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_until__isnull=True) | models.Q(period_until__gte=models.F("period_from")),
                name="series_period_in_order",
                violation_error_message="公開の最終日は、初日より前にできません。",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def accepted_series_ids(self) -> set[int]:
        """The series whose enrolments count here, itself among them."""
        return {self.pk, *self.accepts_enrolments_of.values_list("pk", flat=True)}

    @property
    def is_enrolled_in(self) -> bool:
        """Whether departments enrol in it: not where any staff may come, or the enrolments of others count."""
        accepted = page_cache.remember("accepted_titles", _read_accepted_titles)
        return self.policy == Policy.ENROLLED and self.pk not in accepted

    @property
    def titles_of_enrolment(self) -> list[str]:
        """What a department is enrolled in to take part here: the series accepted for it (見学会), or this one."""
        accepted = page_cache.remember("accepted_titles", _read_accepted_titles)
        return accepted.get(self.pk) or [self.title]

    @property
    def is_open_now(self) -> bool:
        """Whether this is a day of its period."""
        today = timezone.localdate()
        begun = self.period_from is not None and self.period_from <= today
        return begun and (self.period_until is None or today <= self.period_until)

    def add_child(self, **kwargs):
        """Below a series one page after another: place, serial and number depend on what is there already."""
        with transaction.atomic():
            self.numchild = Series.objects.hold(self.pk).numchild
            return super().add_child(**kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        self.year_at_hand = self._read_year(request.GET.get("year", ""))
        context.update(self.year_at_hand)
        context["switch"] = self._switch()
        context["alongside"] = self._alongside()
        return context

    @cached_property
    def year_at_hand(self) -> dict:
        """The fiscal year that the page shows, with its sessions; what stands on the page from elsewhere follows it."""
        return self._read_year("")

    def _read_year(self, wanted: str) -> dict:
        return year_at_hand(wanted, held=self.study_sessions.live(), of=f"series:{self.pk}")

    def _alongside(self) -> list["Series"]:
        """同時開催: what is open for a period to the same people, where this one holds sessions."""
        return [] if self.period_from else [one for one in series_for_a_period() if one.policy == self.policy]

    def _switch(self) -> list["Series"]:
        """緩和策 and 適応策, between which a reader changes; none beside any other series."""
        if not self.is_of_one_track:
            return []
        pair = Series.objects.live().of_one_track().in_order()
        return page_cache.remember("series_switch", lambda: list(pair))

    @property
    def is_of_one_track(self) -> bool:
        """緩和策 or 適応策: one of the two that a reader changes between."""
        return self.track != Track.COMMON


def series_for_a_period() -> list[Series]:
    """The published series that are open for a period, such as 動画講演."""
    return page_cache.remember(
        "series_for_a_period", lambda: list(Series.objects.live().open_for_a_period().in_order())
    )


def _read_accepted_titles() -> dict[int, list[str]]:
    accepted: dict[int, list[str]] = {}
    pairs = Series.accepts_enrolments_of.through.objects.order_by("to_series__order", "to_series")
    for accepting, title in pairs.values_list("from_series", "to_series__title"):
        accepted.setdefault(accepting, []).append(title)
    return accepted
