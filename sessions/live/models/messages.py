"""What is said in a room."""

from django.db import models
from django.utils import timezone

from sessions.live.enums import MessageState
from sessions.live.models.log import Stream
from sessions.live.models.room import LiveRoom, RoomMember
from sessions.live.querysets import MessageQuerySet

MESSAGE_LENGTH = 500


class Message(models.Model):
    """A line of chat. The author's name is kept as it stood there when it was written."""

    is_shown_to_public = False
    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="messages")
    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(RoomMember, null=True, on_delete=models.SET_NULL, related_name="messages")
    author_name = models.CharField("投稿者", max_length=200)
    author_role = models.CharField(max_length=20, blank=True)
    text = models.TextField("本文", max_length=MESSAGE_LENGTH)
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replies")
    agenda_uid = models.UUIDField("議題", null=True, blank=True)
    at = models.DateTimeField("投稿日時", default=timezone.now)
    edited_at = models.DateTimeField("編集日時", null=True, blank=True)
    state = models.CharField("状態", max_length=10, choices=MessageState, default=MessageState.SHOWN)
    reason = models.CharField("非表示にした理由", max_length=200, blank=True)
    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "発言"
        indexes = [models.Index(fields=["stream", "id"], name="live_message_order")]

    def __str__(self):
        return f"{self.author_name} {self.at:%H:%M}"

    @property
    def about(self) -> str:
        return f"message:{self.pk}"
