"""What was announced, and what changed since."""

from django.db import models
from django.utils import timezone

from sessions.models.study_session import StudySession
from sessions.querysets import SessionChangeQuerySet

TEXT_LIMIT = 300


class SessionChange(models.Model):
    """What changed after it was published, in a sentence and with its day: nothing announced is unsaid silently."""

    study_session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="changes")
    on = models.DateField("日付", default=timezone.localdate)
    text = models.CharField("変更の内容", max_length=TEXT_LIMIT)
    objects = SessionChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "変更の記録"

    def __str__(self):
        return f"{self.on} {self.text}"


class PublishedFacts(models.Model):
    """What the public was last told of a session; a row of its own, so that no revision or copy carries it along."""

    study_session = models.OneToOneField(
        StudySession, on_delete=models.CASCADE, primary_key=True, related_name="published_facts"
    )
    facts = models.JSONField()
