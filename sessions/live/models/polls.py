"""What the office asks everyone."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from sessions.live.enums import PollKind, PollState, Voter
from sessions.live.models.room import LiveRoom, RoomMember
from sessions.live.querysets import PollAnswerQuerySet, PollQuerySet


class Poll(models.Model):
    """A question with options, or for short words; announced when it is opened, read when it is closed."""

    is_shown_to_public = False
    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="polls")
    title = models.CharField("問い", max_length=200)
    kind = models.CharField("答え方", max_length=10, choices=PollKind)
    options = models.JSONField("選択肢", default=list)
    voter = models.CharField("回数", max_length=10, choices=Voter, default=Voter.PERSON)
    shows_results = models.BooleanField("受付中も途中の結果を表示する", default=False)
    state = models.CharField("状態", max_length=10, choices=PollState, default=PollState.DRAFT)
    opened_at = models.DateTimeField("開いた日時", null=True, blank=True)
    closed_at = models.DateTimeField("締め切った日時", null=True, blank=True)
    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投票"
        ordering = ["pk"]

    def __str__(self):
        return self.title

    @property
    def about(self) -> str:
        return f"poll:{self.pk}"


class PollAnswer(models.Model):
    """One a person; where departments answer, one a department, of which its members may be the author."""

    is_shown_to_public = False
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(RoomMember, on_delete=models.CASCADE, related_name="+")
    department = models.ForeignKey(
        "studygroup.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    choices = models.JSONField("答え")
    at = models.DateTimeField("日時", default=timezone.now)
    objects = PollAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投票の答え"
        constraints = [
            models.UniqueConstraint(fields=["poll", "member"], name="live_answer_once_a_person"),
            models.UniqueConstraint(
                fields=["poll", "department"],
                condition=Q(department__isnull=False),
                name="live_answer_once_a_department",
            ),
        ]

    def __str__(self):
        return f"{self.poll} {self.member}"
