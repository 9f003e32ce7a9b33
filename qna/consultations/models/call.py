"""募集: a window of days in which departments wish for topics of a menu."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from qna.consultations.querysets import CallQuerySet
from sessions.dates import day_in_words, full_day_in_words


class Call(ClusterableModel):
    title = models.CharField("募集の名称", max_length=100)
    fiscal_year = models.PositiveSmallIntegerField("年度（西暦）")
    description = models.TextField("案内文", help_text="どんな支援か、どのくらいの期間か。文字だけで書いてください。")
    opens_on = models.DateField("受付の最初の日")
    closes_on = models.DateField("受付の最後の日", help_text="この日の24時まで受け付けます。")
    result_planned_on = models.DateField(
        "結果公表の予定日", null=True, blank=True, help_text="空欄のときは「決まりしだい」と案内します。"
    )
    is_announced = models.BooleanField(
        "案内を掲載する", default=False, help_text="選ぶまでは、事務局のほかにはだれにも見えません。"
    )
    result_note = models.TextField("結果に添える文", blank=True)
    result_published_at = models.DateTimeField("結果を公表した日時", null=True, blank=True, editable=False)
    result_published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="結果を公表した人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "個別支援の募集"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="call_closes_after_it_opens",
                violation_error_message="受付の最後の日は、最初の日と同じか後にしてください。",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:call-detail", args=[self.pk])

    def clean(self):
        super().clean()
        if self.result_planned_on and self.closes_on and self.result_planned_on <= self.closes_on:
            raise ValidationError({"result_planned_on": "受付の最後の日より後の日にしてください。"})

    @property
    def window_in_words(self) -> str:
        """「2021年10月18日（月）〜10月29日（金）」"""
        return f"{full_day_in_words(self.opens_on)}〜{day_in_words(self.closes_on)}"

    @property
    def is_open(self) -> bool:
        return self.is_announced and self.opens_on <= timezone.localdate() <= self.closes_on

    @property
    def is_over(self) -> bool:
        return timezone.localdate() > self.closes_on

    @property
    def has_result(self) -> bool:
        return self.result_published_at is not None

    @property
    def state_in_words(self) -> str:
        if self.has_result:
            return "結果公表"
        if not self.is_announced:
            return "準備中"
        if self.is_over:
            return "選定中"
        return "受付中" if self.is_open else "受付前"


class Topic(models.Model):
    """A line of the menu, called by its letter."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="topics")
    letter = models.CharField(
        "記号",
        max_length=1,
        validators=[RegexValidator(r"^[A-Z]\Z", "AからZまでの半角の大文字1字で入力してください。")],
    )
    title = models.CharField("メニュー", max_length=100)
    description = models.TextField("内容", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "メニュー"
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "letter"],
                name="topic_letter_unique",
                violation_error_message="同じ記号のメニューがあります。",
            )
        ]

    def __str__(self):
        return f"{self.letter}　{self.title}"


class Criterion(models.Model):
    """What the office selects by; shown with the call."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="criteria")
    text = models.CharField("選定の基準", max_length=200, help_text="例：今年度に活用を希望している、または検討する。")

    class Meta:
        verbose_name = verbose_name_plural = "選定の基準"
        ordering = ["pk"]

    def __str__(self):
        return self.text
