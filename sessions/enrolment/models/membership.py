"""How people come into a department, stay for another year, and take their calendar along."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from sessions.enrolment.querysets import InvitationQuerySet


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Invitation(models.Model):
    """A coordinator asks somebody into the department, as a colleague or as the successor.

    Accepted once, by whoever proves `mail` by signing in with it. With a successor, `predecessor` hands over the role
    and leaves on `predecessor_until`.
    """

    is_shown_to_public = False
    department = models.ForeignKey(
        "studygroup.Department", verbose_name="部署", on_delete=models.CASCADE, related_name="invitations"
    )
    mail = models.EmailField("メールアドレス")
    name = models.CharField("氏名", max_length=100, blank=True)
    is_coordinator = models.BooleanField("窓口として招待", default=False)
    predecessor = models.ForeignKey(
        "studygroup.Participant", null=True, blank=True, on_delete=models.SET_NULL, related_name="handovers"
    )
    predecessor_until = models.DateField("前任者の最終日", null=True, blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField("有効期限")
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "招待"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.department} {self.mail}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()


class CalendarFeed(models.Model):
    """A person's private calendar. Whoever has the token reads it, so it can be replaced."""

    is_shown_to_public = False
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    token = models.CharField(max_length=40, unique=True, default=new_token)
    made_at = models.DateTimeField(default=timezone.now)


class YearlyConfirmation(models.Model):
    """The office's question of March: who stays for the next fiscal year. Who is not confirmed is suspended."""

    is_shown_to_public = False
    fiscal_year = models.PositiveSmallIntegerField("確認する年度（西暦）", unique=True)
    suspends_on = models.DateField("未確認の人を停止する日")
    started_at = models.DateTimeField("開始日時", default=timezone.now)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    finished_at = models.DateTimeField("停止した日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "年度更新の確認"
        ordering = ["-fiscal_year"]

    def __str__(self):
        return f"{self.fiscal_year}年度の確認"
