"""One sitting: when, where, what about, and what became of it."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField

from sessions import dates
from sessions.enums import CALLED_OFF_STATES, DatePrecision, Mode, SessionState
from sessions.fields import ModesField
from sessions.models.agenda import AgendaLine
from sessions.models.searched import SearchedSession
from sessions.models.series import Series
from sessions.models.venue import Venue
from sessions.querysets import StudySessionManager, neighbours
from studygroup import page_cache


class StudySession(SearchedSession):
    """A page below its series. `code` is fixed at creation; the title follows series and number."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="study_sessions", editable=False)
    code = models.SlugField("コード", unique=True, max_length=50, editable=False)
    fiscal_year = models.PositiveSmallIntegerField("年度（西暦）")
    serial = models.PositiveSmallIntegerField("通し番号", editable=False)
    number = models.PositiveSmallIntegerField("第何回", null=True, blank=True, help_text="見学会などは空欄にします。")
    suffix = models.CharField("名前に添える言葉", max_length=30, blank=True, help_text="例：キックオフ")
    theme = models.CharField("題名", max_length=100, blank=True)
    summary = models.TextField("概要", blank=True)

    state = models.CharField("状態", max_length=10, choices=SessionState, default=SessionState.PLANNED)
    reason = models.TextField("中止・延期の理由", blank=True)
    called_off_on = models.DateField("中止・延期を決めた日", null=True, blank=True)
    consequence = models.TextField("振替などの案内", blank=True)
    replaced_by = ParentalManyToManyField(
        "self", verbose_name="振替先", symmetrical=False, blank=True, related_name="replaces"
    )

    date_precision = models.CharField(
        "日程の決まり方", max_length=12, choices=DatePrecision, default=DatePrecision.UNDECIDED
    )
    date_from = models.DateField("日付（初日）", null=True, blank=True)
    date_to = models.DateField("日付（最終日）", null=True, blank=True)
    reception = models.TimeField("受付開始", null=True, blank=True)
    start = models.TimeField("開始", null=True, blank=True)
    end = models.TimeField("終了", null=True, blank=True)

    modes = ModesField(verbose_name="参加方法")
    modes_note = models.CharField("参加方法の案内", max_length=200, blank=True)
    town = models.CharField(
        "会場の市区町村", max_length=40, blank=True, help_text="会場名より先に案内するとき。例：墨田区内"
    )
    venue = models.ForeignKey(Venue, verbose_name="会場", null=True, blank=True, on_delete=models.PROTECT)
    join_url = models.URLField("オンラインの参加先", blank=True, help_text="オンラインで申し込んだ人にだけ表示します。")
    result = models.TextField("開催結果", blank=True, help_text="例：会場とオンラインで10自治体が参加")

    objects = StudySessionManager()
    template = "study_sessions/study_session.html"
    parent_page_types = ["study_sessions.Series"]
    subpage_types = []
    # A copy is next time's: what belongs to this time alone stays behind.
    exclude_fields_in_copy = [
        "series", "code", "serial", "suffix", "state", "reason", "called_off_on", "consequence", "replaced_by",
        "date_precision", "date_from", "date_to", "join_url", "result", "go_live_at", "expire_at", "expired",
    ]  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = "開催回"
        constraints = [
            models.UniqueConstraint(fields=["series", "fiscal_year", "serial"], name="study_session_serial_unique"),
            models.UniqueConstraint(
                fields=["series", "fiscal_year", "number"],
                condition=~Q(state__in=CALLED_OFF_STATES),
                name="study_session_number_unique",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=CALLED_OFF_STATES) | ~Q(reason=""), name="study_session_called_off_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gt=models.F("start")),
                name="study_session_ends_after_start",
            ),
        ]

    def __str__(self):
        return self.title

    def full_clean(self, *args, **kwargs):
        self._take_its_place()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        self._take_its_place()
        super().minimal_clean()

    def _take_its_place(self):
        """Series, serial, code and slug once, at creation; the title whenever series or number have changed."""
        if self.series_id is None:
            self.series = self.get_parent().specific
        if self.fiscal_year and (not self.code or self._is_place_taken()):
            taken = StudySession.objects.filter(series=self.series, fiscal_year=self.fiscal_year)
            self.serial = (taken.aggregate(models.Max("serial"))["serial__max"] or 0) + 1
            self.slug = f"{self.fiscal_year}-{self.serial}"
            self.code = f"{self.series.key}-{self.slug}"
        self.title = self.draft_title = self.title_of(self.series)

    def _is_place_taken(self) -> bool:
        """Whether another session was saved with this code since the form of this one was looked at."""
        return self.pk is None and StudySession.objects.filter(code=self.code).exists()

    def clean(self):
        super().clean()
        problems = self._date_problems() | self._time_problems() | self._state_problems() | self._number_problems()
        if problems:
            raise ValidationError(problems)

    def _date_problems(self) -> dict[str, str]:
        if self.date_precision == DatePrecision.UNDECIDED or not self.fiscal_year:
            return {}
        if self.date_from is None:
            return {"date_from": "日付を入力してください（月だけ決まっているときは、その月の1日）。"}
        first, last = dates.fiscal_year_span(self.fiscal_year)
        if not first <= self.date_from <= last:
            span = f"{first:%Y年%-m月%-d日}〜{last:%Y年%-m月%-d日}"
            return {"date_from": f"{self.fiscal_year}年度（{span}）の日付を入力してください。"}
        if self.date_to and self.date_to < self.date_from:
            return {"date_to": "最終日は、初日より前にできません。"}
        if self.date_precision in (DatePrecision.PERIOD, DatePrecision.MONTH_RANGE) and not self.date_to:
            return {"date_to": "最終日を入力してください。"}
        return {}

    def _time_problems(self) -> dict[str, str]:
        problems = {}
        if self.start and self.end and self.end <= self.start:
            problems["end"] = "終了は、開始より後の時刻にしてください。"
        if self.reception and self.start and self.reception > self.start:
            problems["reception"] = "受付開始は、開始より前の時刻にしてください。"
        if self.end and not self.start:
            problems["start"] = "開始の時刻を入力してください。"
        return problems

    def _state_problems(self) -> dict[str, str]:
        if self.state in CALLED_OFF_STATES and not self.reason.strip():
            return {"reason": f"{self.get_state_display()}にする理由を入力してください。"}
        if self.state == SessionState.SCHEDULED and self.date_precision != DatePrecision.DAY:
            return {"state": "開催予定にするには、日付を「日」で決めてください。"}
        return {}

    def _number_problems(self) -> dict[str, str]:
        if self.number is None or self.is_called_off:
            return {}
        same = StudySession.objects.not_called_off().filter(
            series=self.series, fiscal_year=self.fiscal_year, number=self.number
        )
        if not same.exclude(pk=self.pk).exists():
            return {}
        return {"number": f"{self.fiscal_year}年度の第{self.number}回は、すでにあります。"}

    @property
    def number_label(self) -> str:
        """「第2回」, or nothing for what is not numbered."""
        return f"第{self.number}回" if self.number else ""

    def title_of(self, series: Series) -> str:
        """The page's title in `series`: 「緩和策分科会 第2回」「62市区町村ミーティング 第1回（キックオフ）」."""
        label = self.number_label + (f"（{self.suffix}）" if self.suffix else "")
        return f"{series.title} {label}".strip()

    @property
    def is_on_a_day(self) -> bool:
        return self.date_precision == DatePrecision.DAY and self.date_from is not None

    @property
    def is_called_off(self) -> bool:
        return self.state in CALLED_OFF_STATES

    @property
    def date_in_words(self) -> str:
        return dates.date_in_words(self.date_precision, self.date_from, self.date_to, self.fiscal_year)

    @property
    def starts_at(self) -> datetime | None:
        """When it begins, aware in Tokyo; None while day or hour are open."""
        return self._moment(self.start)

    @property
    def ends_at(self) -> datetime | None:
        return self._moment(self.end)

    def _moment(self, hour: time | None) -> datetime | None:
        if not (self.is_on_a_day and hour):
            return None
        return timezone.make_aware(datetime.combine(self.date_from, hour))

    @property
    def is_live(self) -> bool:
        """開催中, by the clock."""
        if self.is_called_off or not (self.starts_at and self.ends_at):
            return False
        return self.starts_at <= timezone.now() < self.ends_at

    @property
    def is_over(self) -> bool:
        """終了, by the clock: past its end, or its day is past where the end is not announced."""
        if self.is_called_off or not self.is_on_a_day:
            return False
        return timezone.now() >= self.ends_at if self.ends_at else self.date_from < timezone.localdate()

    @property
    def is_past(self) -> bool:
        """Whether its time has gone by, held or called off; what has no date yet goes by with its fiscal year."""
        last_of_year = dates.fiscal_year_span(self.fiscal_year)[1]
        last = self.date_from if self.is_on_a_day else (self.date_to or self.date_from or last_of_year)
        return self.is_over or last < timezone.localdate()

    def comes_after(self, other: "StudySession") -> bool:
        """Whether it is counted after `other` in the same series and year."""
        same = (self.series_id, self.fiscal_year) == (other.series_id, other.fiscal_year)
        return same and bool(self.number and other.number) and self.number > other.number

    @property
    def is_today(self) -> bool:
        return self.is_on_a_day and not self.is_called_off and self.date_from == timezone.localdate()

    @property
    def status(self) -> tuple[str, str]:
        """(css name, word) of the one chip a session carries, in the order of precedence of the design."""
        if self.is_called_off:
            return "off", self.get_state_display()
        if self.is_live:
            return "live", "開催中"
        if self.is_over:
            return "done", "終了"
        if self.is_today:
            return "soon", "本日開催"
        return ("open", "開催予定") if self.state == SessionState.SCHEDULED else ("plan", "調整中")

    @property
    def mode_labels(self) -> list[str]:
        return [Mode(value).label for value in Mode.values if value in self.modes]

    @property
    def town_label(self) -> str:
        """Where, as far as it is announced: the town comes before the venue's name."""
        return self.venue.town if self.venue else self.town

    @property
    def is_online_only(self) -> bool:
        """Held by the network alone: no venue is awaited."""
        by_network = Mode.ONLINE in self.modes or Mode.STREAM in self.modes
        return by_network and Mode.VENUE not in self.modes and not self.town_label

    @cached_property
    def agenda(self) -> list[AgendaLine]:
        """The items in order, each with its parts."""
        lines: list[AgendaLine] = []
        for item in self.agenda_items.all():
            if item.is_part and lines:
                lines[-1].parts.append(item)
            else:
                lines.append(AgendaLine(item, []))
        return lines

    def serve_preview(self, request, mode_name):
        if self.pk is None:
            self.pk = 0  # not saved yet: a key that nothing else points at
        return super().serve_preview(request, mode_name)

    def _read_series(self) -> Series:
        return Series.objects.brief().select_related("programme").get(pk=self.series_id)

    @property
    def replacements(self):
        """The published sessions that stand in for this one; in a preview `replaced_by` is a list held in memory."""
        return StudySession.objects.live().filter(pk__in=[page.pk for page in self.replaced_by.all()]).by_first_day()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        self.series = page_cache.remember(f"series:{self.series_id}", self._read_series)
        if self.venue_id:
            self.venue = page_cache.remember(f"venue:{self.venue_id}", lambda: self.venue)
        context["changes"] = self.changes.newest_first()
        published = StudySession.objects.live()
        context["replacements"] = self._replacements_and_what_follows() if self.is_called_off else []
        siblings = published.filter(series=self.series_id).in_series_order().linked()
        row = page_cache.remember(f"row:{self.series_id}", lambda: list(siblings))
        context["before"], context["after"] = before, _ = neighbours(self, row)
        context["replaced"] = published.stood_in_for_by(self, before)
        return context

    def _replacements_and_what_follows(self) -> list[tuple["StudySession", "StudySession | None"]]:
        """Each session that stands in for this one and, where that is of another series, the next there."""
        replacements = list(self.replacements)
        elsewhere = [one for one in replacements if one.series_id != self.series_id]
        following = StudySession.objects.live().following(elsewhere)
        return [(one, following.get(one.pk)) for one in replacements]
