"""The room of a session, and who has been in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.search import index

from sessions.enums import Audience
from sessions.live.enums import ShownAs
from sessions.live.querysets import LiveRoomQuerySet, RoomMemberQuerySet
from studygroup.found import Found


class LiveRoom(index.Indexed, models.Model):
    """One a session. Opened, then closed: from then on it is read and not written to."""

    is_shown_to_public = False
    study_session = models.OneToOneField(
        "study_sessions.StudySession", verbose_name="開催回", on_delete=models.PROTECT, related_name="live_room"
    )
    audience = models.CharField("入室できる人", max_length=30, choices=Audience)
    opened_at = models.DateTimeField("開いた日時", null=True, blank=True)
    closed_at = models.DateTimeField("閉じた日時", null=True, blank=True)
    is_chat_open = models.BooleanField("チャットへの書き込み", default=True)
    slow_seconds = models.PositiveSmallIntegerField("続けて送れる間隔（秒）", default=0)
    has_queue = models.BooleanField("質問を確認してから表示する", default=False)
    agenda_uid = models.UUIDField("いまの議題", null=True, blank=True)
    recording_from = models.DateTimeField("録画の0:00にあたる日時", null=True, blank=True)
    objects = LiveRoomQuerySet.as_manager()
    search_fields = [index.SearchField("title")]
    search_group = "live", "部屋の記録"

    class Meta:
        verbose_name = verbose_name_plural = "当日の部屋"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False), name="live_room_closes_after_opening"
            )
        ]

    def __str__(self):
        return self.study_session.title

    def get_absolute_url(self):
        return reverse("live:room", args=[self.study_session.code])

    def search_parts(self):
        """What was said and asked in a closed room, each with its time; nothing that was hidden or deleted."""
        if self.closed_at is None:
            return
        for message in self.messages.readable().order_by("pk"):
            yield f"{timezone.localtime(message.at):%-H:%M}", f"m-{message.pk}", message.text
        for question in self.questions.listed().order_by("pk"):
            words = f"{question.text} {question.answer}".strip()
            yield f"{timezone.localtime(question.at):%-H:%M}", f"q-{question.pk}", words

    def search_found(self, is_open: bool) -> Found:
        study_session = self.study_session
        when = f"{study_session.fiscal_year}年度・{study_session.date_in_words}"
        return Found(f"{study_session.title}の部屋の記録", study_session.url, "部屋の記録", when=when)

    @property
    def title(self) -> str:
        return f"{self.study_session.title}の部屋の記録"

    @property
    def fiscal_year(self) -> int:
        return self.study_session.fiscal_year

    @property
    def series_id(self) -> int:
        return self.study_session.series_id

    @property
    def room_id(self) -> int:
        return self.pk

    @property
    def about(self) -> str:
        return f"room:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class RoomMember(models.Model):
    """A login in a room: as what it takes part, under which name, and when it was last seen."""

    is_shown_to_public = False
    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    participant = models.ForeignKey(
        "studygroup.Participant", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    municipality = models.ForeignKey(
        "studygroup.Municipality", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=20, blank=True)
    shown_as = models.CharField("名前の表示", max_length=20, choices=ShownAs, default=ShownAs.FULL)
    accepted_at = models.DateTimeField("参加の約束を確認した日時", null=True, blank=True)
    muted_at = models.DateTimeField("書き込みを止めた日時", null=True, blank=True)
    hand_raised_at = models.DateTimeField("手を挙げた日時", null=True, blank=True)
    seen_at = models.DateTimeField(default=timezone.now)
    objects = RoomMemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部屋の参加者"
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="live_member_once")]
        indexes = [models.Index(fields=["room", "seen_at"], name="live_member_seen")]

    def __str__(self):
        return f"{self.room}・{self.user}"

    @property
    def about(self) -> str:
        return f"hand:{self.pk}"


class Presence(models.Model):
    """A stretch of time during which a member was there; what follows within a few minutes is the same stretch."""

    is_shown_to_public = False
    member = models.ForeignKey(RoomMember, on_delete=models.CASCADE, related_name="presences")
    came_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "在室の記録"
        ordering = ["came_at"]

    def __str__(self):
        return f"{self.member} {self.came_at:%H:%M}"
