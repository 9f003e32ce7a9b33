"""Kinds of materials and videos, and why a thing is closed."""

from django.db import models


class MaterialKind(models.TextChoices):
    HANDOUT = "handout", "配付資料"
    REPORT = "report", "報告書"
    GUIDEBOOK = "guidebook", "ガイドブック"
    PROPOSAL = "proposal", "提言"
    CASE = "case", "事例"
    PRESS = "press", "報道資料"
    PLAN = "plan", "計画"
    SUMMARY = "summary", "議事要旨"


class VideoKind(models.TextChoices):
    RECORDING = "recording", "記録動画"
    LECTURE = "lecture", "動画講演"


class Closed(models.TextChoices):
    """Why a reader may not open a thing, in the order in which it is asked."""

    NOT_ANNOUNCED = "not_announced", "公開前"
    PREPARING = "preparing", "準備中"
    NOT_YET = "not_yet", "公開前"
    OVER = "over", "公開は終了しました"
    AUDIENCE = "audience", "公開範囲の外"
