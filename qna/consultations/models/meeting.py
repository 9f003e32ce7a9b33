"""When consultations are held: the hours that advisors offer, and the dates that were fixed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from qna.consultations.enums import HourWay, Way
from qna.consultations.querysets import MeetingQuerySet, OfferedHourQuerySet
from sessions.dates import moment_in_words


def span_in_words(starts_at, ends_at) -> str:
    """「11月8日（月）10:00〜11:00」"""
    return f"{moment_in_words(starts_at)}〜{timezone.localtime(ends_at):%-H:%M}"


class OfferedHour(models.Model):
    """A span of an advisor's time. `taken_at` is set by one conditional update (actions.hours): it is given once."""

    is_shown_to_public = False
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="アドバイザー", on_delete=models.PROTECT, related_name="offered_hours"
    )
    starts_at = models.DateTimeField("開始")
    ends_at = models.DateTimeField("終了")
    way = models.CharField("方法", max_length=6, choices=HourWay, default=HourWay.EITHER)
    offered_at = models.DateTimeField("登録した日時", default=timezone.now)
    taken_at = models.DateTimeField("決まった日時", null=True, blank=True)
    withdrawn_at = models.DateTimeField("取り下げた日時", null=True, blank=True)
    objects = OfferedHourQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "相談できる日時"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="offered_hour_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="offered_hour_taken_is_not_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["advisor", "starts_at"],
                condition=Q(withdrawn_at__isnull=True),
                name="offered_hour_once_an_advisor",
            ),
        ]

    def __str__(self):
        return f"{self.when_in_words}　{self.advisor.get_full_name()}"

    @property
    def when_in_words(self) -> str:
        return span_in_words(self.starts_at, self.ends_at)

    @property
    def is_free(self) -> bool:
        return self.taken_at is None and self.withdrawn_at is None and self.starts_at > timezone.now()

    @property
    def state_in_words(self) -> str:
        if self.taken_at:
            return "決まりました"
        return "受付終了" if self.starts_at <= timezone.now() else "空き"


class Meeting(models.Model):
    """A date that was fixed for a consultation. Rebooking cancels it and makes another: the former one stays."""

    is_shown_to_public = False
    consultation = models.ForeignKey("consultations.Consultation", on_delete=models.PROTECT, related_name="meetings")
    hour = models.ForeignKey(OfferedHour, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="相手",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultation_meetings",
    )
    number = models.PositiveSmallIntegerField("何回目の日程か")
    starts_at = models.DateTimeField("開始")
    ends_at = models.DateTimeField("終了")
    way = models.CharField("方法", max_length=6, choices=Way)
    place = models.TextField("場所・参加先", blank=True)
    made_at = models.DateTimeField("決めた日時", default=timezone.now)
    cancelled_at = models.DateTimeField("取り消した日時", null=True, blank=True)
    cancel_reason = models.TextField("取り消した理由", blank=True)
    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "相談の日程"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["hour"], condition=Q(cancelled_at__isnull=True), name="meeting_hour_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(cancelled_at__isnull=True), name="meeting_one_stands"
            ),
            models.UniqueConstraint(fields=["consultation", "number"], name="meeting_number_once"),
        ]

    def __str__(self):
        return f"{self.consultation.receipt}　{self.when_in_words}"

    @property
    def when_in_words(self) -> str:
        return span_in_words(self.starts_at, self.ends_at)

    @property
    def with_whom(self) -> str:
        return self.advisor.get_full_name() if self.advisor else "事務局"

    @property
    def sequence(self) -> int:
        """iCalendar's SEQUENCE: two for each former date, which was made and cancelled."""
        return 2 * (self.number - 1) + (self.cancelled_at is not None)
