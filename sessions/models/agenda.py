"""The lines of a programme, and those that two sessions hold in common."""

import uuid
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from sessions.enums import AgendaTag
from sessions.querysets import AgendaItemManager


class SharedItem(models.Model):
    """An agenda item held in common (共通開催): edited once, drawn in every session that shows it."""

    tag = models.CharField("種別", max_length=20, choices=AgendaTag, blank=True)
    title = models.CharField("題名", max_length=200)
    presenter = models.CharField("発表者の所属", max_length=100, blank=True)
    starts_at = models.DateTimeField("開始", null=True, blank=True)
    ends_at = models.DateTimeField("終了", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "共通の議題"

    def __str__(self):
        return self.title


class AgendaItem(Orderable):
    """A line of the programme. `uid` survives revisions; nothing else may point at an item by its key."""

    study_session = ParentalKey("study_sessions.StudySession", on_delete=models.CASCADE, related_name="agenda_items")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    is_part = models.BooleanField("上の議題の中の発表", default=False)
    shared_item = models.ForeignKey(
        SharedItem,
        verbose_name="共通の議題",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agenda_items",
        help_text="選ぶと、題名などはこの議題のものを表示します。",
    )
    own_tag = models.CharField("種別", max_length=20, choices=AgendaTag, blank=True)
    own_title = models.CharField("題名", max_length=200, blank=True)
    own_presenter = models.CharField("発表者の所属", max_length=100, blank=True)
    start = models.TimeField("開始", null=True, blank=True)
    end = models.TimeField("終了", null=True, blank=True)
    objects = AgendaItemManager()

    class Meta(Orderable.Meta):
        verbose_name = "議題"

    def clean(self):
        if not self.shared_item and not self.own_title.strip():
            raise ValidationError({"own_title": "題名を入力するか、共通の議題を選んでください。"})
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": "終了は、開始より後の時刻にしてください。"})

    @property
    def title(self) -> str:
        return self.shared_item.title if self.shared_item else self.own_title

    @property
    def tag(self) -> str:
        return self.shared_item.tag if self.shared_item else self.own_tag

    @property
    def presenter(self) -> str:
        return self.shared_item.presenter if self.shared_item else self.own_presenter

    @property
    def tag_label(self) -> str:
        return AgendaTag(self.tag).label if self.tag else ""


class AgendaLine(NamedTuple):
    """An item and, below it, the talks that are its parts."""

    item: AgendaItem
    parts: list[AgendaItem]
