"""The outbox, the notices on the site, who wants what how, and the office's own mailings.

Every letter and notice is a row, written in the same transaction as the fact it tells.
"""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from studygroup.notices.enums import Channel, LetterState
from studygroup.notices.querysets import NoticeQuerySet, OutboxLetterQuerySet

SUBJECT_LENGTH = 200


class Mailing(models.Model):
    """A letter of the office to many. It waits until `release_at`, and can be taken back till then."""

    is_shown_to_public = False
    audience = models.CharField("宛先", max_length=200)
    subject = models.CharField("件名", max_length=SUBJECT_LENGTH)
    body = models.TextField("本文")
    count = models.PositiveIntegerField("宛先の数", default=0)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    posted_at = models.DateTimeField("送信の操作", default=timezone.now)
    release_at = models.DateTimeField("送信開始")
    taken_back_at = models.DateTimeField("取消し", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "一斉メール"
        ordering = ["-pk"]

    def __str__(self):
        return self.subject


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
    mailing = models.ForeignKey(Mailing, null=True, blank=True, on_delete=models.SET_NULL, related_name="letters")
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


class Notice(models.Model):
    """What one person is told on the site; every letter to someone with a login has one."""

    is_shown_to_public = False
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=200)
    kind = models.CharField("種類", max_length=50)
    subject = models.CharField("件名", max_length=SUBJECT_LENGTH)
    body = models.TextField("本文")
    posted_at = models.DateTimeField("日時", default=timezone.now)
    read_at = models.DateTimeField("読んだ日時", null=True, blank=True)
    waits_for_digest = models.BooleanField("まとめて送る", default=False)
    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "本人へのお知らせ"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]

    def __str__(self):
        return self.subject


class Preference(models.Model):
    """How one person wants to be told one kind of thing, where it differs from a letter at once."""

    is_shown_to_public = False
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences")
    kind = models.CharField("種類", max_length=50)
    channel = models.CharField("受け取り方", max_length=6, choices=Channel)

    class Meta:
        verbose_name = verbose_name_plural = "お知らせの受け取り方"
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notice_preference_once")]
