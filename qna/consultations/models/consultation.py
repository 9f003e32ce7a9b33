"""個別相談: what one department asks for, whatever the form it came by."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from qna.consultations.enums import ConsultationState, Fit, PartOfDay, Way
from qna.consultations.querysets import ConsultationQuerySet
from qna.enums import Theme
from sessions.dates import day_in_words

WISHES = 3


def new_key() -> str:
    return uuid.uuid4().hex


class Consultation(models.Model):
    """One wish: of a call for one topic of its menu, else a request at any time.

    `is_selected` is the office's decision about the wish of a call, which nobody else sees before the call's result
    is published; `reason` says why it was deferred or cancelled. `office_note` is the office's own, `private_record`
    the office's and the advisor's, `shared_note` the department's as well.
    """

    is_shown_to_public = False
    key = models.CharField(max_length=50, unique=True, default=new_key)
    department = models.ForeignKey(
        "studygroup.Department", verbose_name="部署", on_delete=models.PROTECT, related_name="consultations"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="申し込んだ人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="consultations",
    )
    asked_at = models.DateTimeField("受付日時", default=timezone.now)
    fiscal_year = models.PositiveSmallIntegerField("年度（西暦）")
    call = models.ForeignKey(
        "consultations.Call",
        verbose_name="募集",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultations",
    )
    topic = models.ForeignKey(
        "consultations.Topic",
        verbose_name="メニュー",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultations",
    )
    theme = models.CharField("テーマ", max_length=10, choices=Theme, blank=True)
    way = models.CharField("方法", max_length=6, choices=Way)
    body = models.TextField("相談したいこと")
    wished_advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="希望する相手",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(
        "状態", max_length=9, choices=ConsultationState, default=ConsultationState.RECEIVED, db_index=True
    )
    is_selected = models.BooleanField("選定", null=True)
    reason = models.TextField("理由", blank=True)
    office_note = models.TextField("事務局の覚え書き", blank=True)
    private_record = models.TextField("記録（非公開）", blank=True)
    shared_note = models.TextField("部署と共有するメモ", blank=True)
    closed_at = models.DateTimeField("終わった日時", null=True, blank=True)
    question = models.OneToOneField(
        "qna.Question", null=True, blank=True, on_delete=models.SET_NULL, related_name="consultation"
    )
    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "個別相談"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(call__isnull=True, topic__isnull=True) | Q(call__isnull=False, topic__isnull=False),
                name="consultation_of_a_call_has_a_topic",
            ),
            models.UniqueConstraint(
                fields=["department", "topic"],
                condition=~Q(state=ConsultationState.CANCELLED),
                name="consultation_topic_once_a_department",
            ),
        ]

    def __str__(self):
        return f"{self.receipt} {self.subject}（{self.department}）"

    def get_absolute_url(self):
        return reverse("consultations:detail", args=[self.pk])

    @property
    def receipt(self) -> str:
        return f"C-{self.pk:04d}"

    @property
    def subject(self) -> str:
        """What it is about in a line: the topic of the menu, else how the request begins."""
        if self.topic:
            return str(self.topic)
        first = " ".join(self.body.split())
        return first if len(first) <= 40 else first[:39] + "…"

    @property
    def heading(self) -> str:
        """「A　区域施策編の改定」「個別相談（適応策）」"""
        return str(self.topic) if self.topic else f"個別相談（{self.get_theme_display()}）"

    @property
    def municipality(self):
        return self.department.municipality

    @property
    def state_in_words(self) -> str:
        """For the department: a request is being arranged from the moment it came, a wish waits for the result."""
        if self.state == ConsultationState.RECEIVED:
            return "受付済み" if self.call_id else ConsultationState.ARRANGING.label
        return self.get_state_display()

    @property
    def meeting(self):
        """The date that stands, or None."""
        return next((one for one in self.meetings.all() if one.cancelled_at is None), None)

    @property
    def current_wishes(self) -> list["DateWish"]:
        """The wishes of the latest round, the first first."""
        wishes = sorted(self.date_wishes.all(), key=lambda wish: (-wish.round, wish.rank))
        return [wish for wish in wishes if wish.round == wishes[0].round]

    @property
    def days_waiting(self) -> int:
        return (timezone.localdate() - timezone.localdate(self.asked_at)).days


class DateWish(models.Model):
    """第1希望 to 第3希望: an hour on offer, or a day. Each rebooking begins another round."""

    is_shown_to_public = False
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="date_wishes")
    round = models.PositiveSmallIntegerField(default=1)
    rank = models.PositiveSmallIntegerField("希望順")
    hour = models.ForeignKey(
        "consultations.OfferedHour", null=True, blank=True, on_delete=models.PROTECT, related_name="wishes"
    )
    day = models.DateField("希望する日", null=True, blank=True)
    part = models.CharField("時間帯", max_length=9, choices=PartOfDay, default=PartOfDay.ANY)

    class Meta:
        verbose_name = verbose_name_plural = "希望日時"
        ordering = ["round", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "round", "rank"], name="date_wish_rank_once"),
            models.CheckConstraint(
                condition=Q(hour__isnull=False, day__isnull=True) | Q(hour__isnull=True, day__isnull=False),
                name="date_wish_is_an_hour_or_a_day",
            ),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=WISHES), name="date_wish_rank_of_three"),
        ]

    def __str__(self):
        return f"第{self.rank}希望　{self.when_in_words}"

    @property
    def when_in_words(self) -> str:
        if self.hour:
            return self.hour.when_in_words
        return f"{day_in_words(self.day)}{self.get_part_display()}"


class Assessment(models.Model):
    """How far one wish meets one criterion."""

    is_shown_to_public = False
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="assessments")
    criterion = models.ForeignKey("consultations.Criterion", on_delete=models.CASCADE, related_name="assessments")
    fit = models.CharField("評価", max_length=6, choices=Fit)

    class Meta:
        verbose_name = verbose_name_plural = "基準の評価"
        constraints = [models.UniqueConstraint(fields=["consultation", "criterion"], name="assessment_once")]

    def __str__(self):
        return f"{self.criterion}：{self.get_fit_display()}"
