"""What is asked in a room, and who else wants to know."""

from django.db import models
from django.utils import timezone

from sessions.live.enums import ANSWERED_STATES, UNANSWERED_STATES, VOTABLE_STATES, QuestionState
from sessions.live.models.room import LiveRoom, RoomMember
from sessions.live.querysets import LiveQuestionQuerySet

QUESTION_LENGTH = 500
ANSWER_LENGTH = 2000


class Question(models.Model):
    """A question to the speakers. Without its name to the others the asker is known to the moderators alone."""

    is_shown_to_public = False
    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="questions")
    author = models.ForeignKey(RoomMember, null=True, on_delete=models.SET_NULL, related_name="questions")
    author_name = models.CharField("質問者", max_length=200)
    is_anonymous = models.BooleanField("ほかの参加者に名前を出さない", default=False)
    text = models.TextField("質問", max_length=QUESTION_LENGTH)
    agenda_uid = models.UUIDField("議題", null=True, blank=True)
    at = models.DateTimeField("質問日時", default=timezone.now)
    state = models.CharField("状態", max_length=10, choices=QuestionState, default=QuestionState.OPEN)
    is_pinned = models.BooleanField("上に固定", default=False)
    answer = models.TextField("文書での回答", max_length=ANSWER_LENGTH, blank=True)
    answered_at = models.DateTimeField("回答日時", null=True, blank=True)
    reason = models.CharField("非表示にした理由", max_length=200, blank=True)
    objects = LiveQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部屋での質問"

    def __str__(self):
        return self.text[:30]

    @property
    def about(self) -> str:
        return f"question:{self.pk}"

    @property
    def is_votable(self) -> bool:
        return self.state in VOTABLE_STATES

    @property
    def is_listed(self) -> bool:
        """Whether readers see it with its words."""
        return self.state in (*UNANSWERED_STATES, *ANSWERED_STATES)


class Vote(models.Model):
    """One a person: 「私も知りたい」."""

    is_shown_to_public = False
    question = models.ForeignKey(Question, on_delete=models.CASCADE)
    member = models.ForeignKey(RoomMember, on_delete=models.CASCADE, related_name="votes")

    class Meta:
        verbose_name = verbose_name_plural = "質問への投票"
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="live_vote_once")]

    def __str__(self):
        return f"{self.question} {self.member}"
