"""第n回回答: answers that appear together."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from qna.enums import BatchState
from qna.querysets import BatchQuerySet


class AnswerBatch(models.Model):
    """`day` is announced to askers; `publish_at` is the set minute; from `opens_at` others than the askers read it."""

    number = models.PositiveSmallIntegerField("第n回", unique=True)
    day = models.DateField("掲載の予定日", null=True, blank=True, help_text="質問した人に、次の掲載日として示します。")
    foreword = models.TextField("前書き", blank=True, max_length=1000)
    lead_minutes = models.PositiveSmallIntegerField(
        "質問した部署への先行（分）", null=True, blank=True, help_text="空欄なら、設定のとおりです。"
    )
    state = models.CharField("状態", max_length=10, choices=BatchState, default=BatchState.COLLECTING)
    publish_at = models.DateTimeField("掲載する日時", null=True, blank=True)
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    approval_asked_at = models.DateTimeField("承認を依頼した日時", null=True, blank=True)
    approved_at = models.DateTimeField("承認した日時", null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_as = models.CharField(max_length=64, blank=True)  # the fingerprint of what was approved
    published_at = models.DateTimeField("掲載した日時", null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opens_at = models.DateTimeField("公開日時", null=True, blank=True)
    askers_told_at = models.DateTimeField(null=True, blank=True)
    followers_told_at = models.DateTimeField(null=True, blank=True)
    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回答のまとめ"
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=BatchState.PUBLISHED)
                | models.Q(published_at__isnull=False, opens_at__gte=models.F("published_at")),
                name="batch_opens_after_its_askers",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=BatchState.SCHEDULED) | models.Q(publish_at__isnull=False),
                name="batch_scheduled_at_a_minute",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("qna:batch-detail", args=[self.number])

    @property
    def shown_day(self):
        """The day of the edition: when others read it, else the day planned."""
        return timezone.localdate(self.opens_at) if self.opens_at else self.day

    @property
    def title(self) -> str:
        day = self.shown_day
        return f"第{self.number}回回答" + (f"（{day.month}月{day.day}日版）" if day else "")

    @property
    def is_published(self) -> bool:
        return self.state == BatchState.PUBLISHED

    @property
    def is_open_to_all(self) -> bool:
        return bool(self.opens_at) and self.opens_at <= timezone.now()
