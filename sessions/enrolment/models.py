"""Enrolment: department × series × fiscal year. Attendance: participant × study session, with a mode."""

from django.db import models
from django.utils import timezone

from sessions.enrolment.enums import AttendanceMode, EnrolmentState
from sessions.enrolment.querysets import AttendanceQuerySet, EnrolmentQuerySet


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


class Attendance(models.Model):
    is_shown_to_public = False
    participant = models.ForeignKey(
        "studygroup.Participant", verbose_name="参加者", on_delete=models.PROTECT, related_name="attendances"
    )
    study_session = models.ForeignKey(
        "study_sessions.StudySession", verbose_name="開催回", on_delete=models.PROTECT, related_name="attendances"
    )
    mode = models.CharField("参加方法", max_length=10, choices=AttendanceMode)
    checked_in_at = models.DateTimeField("受付した日時", null=True, blank=True)
    changed_at = models.DateTimeField("変更日時", auto_now=True)
    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "各回の出欠"
        ordering = ["study_session", "participant"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "study_session"],
                name="attendance_unique",
                violation_error_message="この参加者の出欠は、すでに登録されています。",
            )
        ]

    def __str__(self):
        return f"{self.participant}・{self.study_session.title}"
