"""Who was asked to answer, and what office and advisor say to each other."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from qna.enums import AssignmentState, RemarkKind
from qna.querysets import AssignmentQuerySet, RemarkQuerySet


class Assignment(models.Model):
    """One advisor, or one of the office that answers itself, asked for one answer by a day."""

    is_shown_to_public = False
    question = models.ForeignKey("qna.Question", on_delete=models.PROTECT, related_name="assignments")
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="依頼先",
        null=True,
        on_delete=models.SET_NULL,  # a login that is forgotten leaves its answers behind
        related_name="assignments",
    )
    due_on = models.DateField("期限")
    wants_until = models.DateField("希望する期限", null=True, blank=True)
    state = models.CharField("状態", max_length=10, choices=AssignmentState, default=AssignmentState.OPEN)
    asked_at = models.DateTimeField("依頼した日時", default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回答の依頼"
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "advisor"], name="assignment_once")]

    def __str__(self):
        return f"{self.question} {self.advisor}"

    @property
    def is_open(self) -> bool:
        return self.state == AssignmentState.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on < timezone.localdate()


class Remark(models.Model):
    """A sentence between office and advisor, or a note that stays among the office."""

    is_shown_to_public = False
    question = models.ForeignKey("qna.Question", on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField("種類", max_length=10, choices=RemarkKind)
    body = models.TextField("内容")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField("日時", default=timezone.now)
    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "質問についてのやりとり"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.question}"
