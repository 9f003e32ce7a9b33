"""The outbox: every letter is a row, written in the same transaction as the fact it tells."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from studygroup.notices.enums import LetterState
from studygroup.notices.querysets import OutboxLetterQuerySet

SUBJECT_LENGTH = 200


class OutboxLetter(models.Model):
    """One plain-text mail to one address. `key` says which fact for whom, so posting twice writes once."""

    key = models.CharField("識別", max_length=200, unique=True)
    kind = models.CharField("種類", max_length=50)
    to_address = models.EmailField("宛先")
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="letters"
    )
    subject = models.CharField("件名", max_length=SUBJECT_LENGTH)
    body = models.TextField("本文")
    calendar = models.TextField("カレンダー", blank=True)
    about_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.SET_NULL)
    about_id = models.CharField(max_length=50, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="posted_letters"
    )
    is_once_only = models.BooleanField("二重送信を避ける", default=False)
    state = models.CharField("状態", max_length=10, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField("試行回数", default=0)
    error = models.TextField("エラー", blank=True)
    posted_at = models.DateTimeField("作成日時", default=timezone.now)
    send_at = models.DateTimeField("送信予定", default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField("送信日時", null=True, blank=True)
    objects = OutboxLetterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "送信するメール"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "send_at"], name="outbox_state_send_at")]

    def __str__(self):
        return self.subject
