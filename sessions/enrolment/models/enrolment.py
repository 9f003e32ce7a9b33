"""Application: what one form brought in. Enrolment: department × series × fiscal year."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from sessions.enrolment.enums import COUNTING_STATES, WAITING_STATES, ApplicationWay, EnrolmentState
from sessions.enrolment.querysets import ApplicationQuerySet, EnrolmentQuerySet
from studygroup.enums import DepartmentField


def new_key() -> str:
    return uuid.uuid4().hex


class Application(models.Model):
    """What one form of enrolment said, with its receipt. Admitted, it becomes departments, people and enrolments.

    `people` is a list of {"name", "kana", "mail", "phone", "answers": {session code: mode}}, the representative first.
    """

    is_shown_to_public = False
    key = models.CharField(max_length=40, unique=True, default=new_key)
    municipality = models.ForeignKey(
        "studygroup.Municipality", verbose_name="自治体", on_delete=models.PROTECT, related_name="applications"
    )
    department = models.ForeignKey(
        "studygroup.Department",
        verbose_name="部署",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    department_name = models.CharField("部署名", max_length=60)
    field = models.CharField("分野", max_length=20, choices=DepartmentField)
    series = models.ManyToManyField("study_sessions.Series", verbose_name="参加機会", related_name="applications")
    fiscal_year = models.PositiveSmallIntegerField("年度（西暦）")
    people = models.JSONField("参加する人", default=list)
    state = models.CharField("状態", max_length=12, choices=EnrolmentState, default=EnrolmentState.SUBMITTED)
    reason = models.TextField("仮受付・差戻しの理由", blank=True)
    way = models.CharField("受付方法", max_length=5, choices=ApplicationWay, default=ApplicationWay.WEB)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="入力者", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField("受付日時", default=timezone.now)
    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参加登録の申込"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.receipt} {self.municipality.name} {self.department_name}"

    @property
    def receipt(self) -> str:
        return f"R-{self.pk:04d}"

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING_STATES


class Enrolment(models.Model):
    department = models.ForeignKey(
        "studygroup.Department", verbose_name="部署", on_delete=models.PROTECT, related_name="enrolments"
    )
    series = models.ForeignKey(
        "study_sessions.Series", verbose_name="参加機会", on_delete=models.PROTECT, related_name="enrolments"
    )
    fiscal_year = models.PositiveSmallIntegerField("年度（西暦）")
    state = models.CharField("状態", max_length=12, choices=EnrolmentState, default=EnrolmentState.SUBMITTED)
    reason = models.TextField("仮受付・差戻しの理由", blank=True)
    submitted_at = models.DateTimeField("受付日時", default=timezone.now)
    application = models.ForeignKey(
        Application, verbose_name="申込", null=True, blank=True, on_delete=models.PROTECT, related_name="enrolments"
    )
    # Of the year before, from which the office carried it over for the department to confirm.
    carried_from = models.OneToOneField(
        "self", verbose_name="前年度の登録", null=True, blank=True, on_delete=models.SET_NULL, related_name="carried_to"
    )
    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参加登録"
        ordering = ["-fiscal_year", "department__municipality__order", "department__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "series", "fiscal_year"],
                name="enrolment_unique",
                violation_error_message="この部署は、この参加機会にすでに登録されています。",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[EnrolmentState.PROVISIONAL, EnrolmentState.SENT_BACK])
                | ~models.Q(reason=""),
                name="enrolment_held_with_reason",
                violation_error_message="仮受付・差戻しの理由を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{self.department}・{self.series.title}（{self.fiscal_year}年度）"

    @property
    def is_confirmed(self) -> bool:
        return self.state in COUNTING_STATES

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING_STATES

    @property
    def is_standing(self) -> bool:
        """Neither sent back nor withdrawn."""
        return self.is_confirmed or self.is_waiting

    @property
    def is_counting(self) -> bool:
        return self.is_confirmed and self.department.closed_on is None

    @property
    def department_of_its_day(self) -> str:
        """The department's name on the day of submission, as the history tells it."""
        return self.department.name_on(timezone.localdate(self.submitted_at))
