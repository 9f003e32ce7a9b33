"""What is written before a question is asked, what comes with it, and who cares about it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from archive.files import suffix
from qna.enums import Appearance, Theme
from studygroup.enums import DepartmentField


def attachment_path(instance, filename: str) -> str:
    """A name nobody can guess and no reader sees."""
    return f"questions/{uuid.uuid4().hex}{suffix(filename)}"


class QuestionDraft(models.Model):
    """What somebody is writing; one a login, until it is asked or thrown away. `source`: whence, as the form has it."""

    is_shown_to_public = False
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="question_draft")
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)
    theme = models.CharField(max_length=10, choices=Theme, blank=True)
    field = models.CharField(max_length=20, choices=DepartmentField, blank=True)
    appearance = models.CharField(max_length=8, choices=Appearance, blank=True)
    source = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "質問の下書き"

    def __str__(self):
        return self.title

    @property
    def has_words(self) -> bool:
        return bool(self.title.strip() or self.body.strip())


class Attachment(models.Model):
    """A file of a question, or waiting with its draft; read by its department, its advisors and the office."""

    is_shown_to_public = False
    draft = models.ForeignKey(
        QuestionDraft, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    question = models.ForeignKey(
        "qna.Question", null=True, blank=True, on_delete=models.PROTECT, related_name="attachments"
    )
    file = models.FileField("ファイル", upload_to=attachment_path, max_length=200)
    name = models.CharField("ファイル名", max_length=200)
    size = models.PositiveBigIntegerField("大きさ（バイト）")

    class Meta:
        verbose_name = verbose_name_plural = "質問の添付"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft__isnull=False, question__isnull=True)
                | models.Q(draft__isnull=True, question__isnull=False),
                name="attachment_of_one_thing",
            )
        ]

    def __str__(self):
        return self.name


class Interest(models.Model):
    """知りたい: of a department, once."""

    question = models.ForeignKey("qna.Question", on_delete=models.CASCADE, related_name="interests")
    department = models.ForeignKey("studygroup.Department", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "知りたい"
        constraints = [models.UniqueConstraint(fields=["question", "department"], name="interest_once")]

    def __str__(self):
        return f"{self.question} {self.department}"


class Following(models.Model):
    """Somebody wants to be told when the answer opens, or changes."""

    is_shown_to_public = False
    question = models.ForeignKey("qna.Question", on_delete=models.CASCADE, related_name="followings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed_questions")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "質問のフォロー"
        constraints = [models.UniqueConstraint(fields=["question", "user"], name="following_once")]

    def __str__(self):
        return f"{self.question} {self.user}"


class Solved(models.Model):
    """「これで解決した」: somebody about to ask found the answer here."""

    is_shown_to_public = False
    question = models.ForeignKey("qna.Question", on_delete=models.CASCADE, related_name="solved")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "これで解決した"
        constraints = [models.UniqueConstraint(fields=["question", "user"], name="solved_once")]

    def __str__(self):
        return f"{self.question} {self.user}"
