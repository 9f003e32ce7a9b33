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


class ConversionState(models.TextChoices):
    WAITING = "waiting", "待機中"
    RUNNING = "running", "変換中"
    DONE = "done", "完了"
    FAILED = "failed", "失敗"


class Closed(models.TextChoices):
    """Why a reader may not open a thing, in the order in which it is asked."""

    NOT_ANNOUNCED = "not_announced", "公開前"
    PREPARING = "preparing", "準備中"
    NOT_YET = "not_yet", "公開前"
    OVER = "over", "公開は終了しました"
    AUDIENCE = "audience", "公開範囲の外"


class Reading(models.TextChoices):
    """How far the worker is with what stands inside a material's file."""

    NOT_READABLE = "none", "読み取りの対象外"
    WAITING = "waiting", "読み取り待ち"
    DONE = "done", "読み取り済み"
    FAILED = "failed", "読み取れませんでした"


class Making(models.TextChoices):
    """How far the worker is with a file that it makes."""

    WAITING = "waiting", "作成中"
    DONE = "done", "作成済み"
    FAILED = "failed", "作成できませんでした"


class RequestState(models.TextChoices):
    """What became of 「視聴延長を頼む」."""

    WAITING = "waiting", "確認待ち"
    GRANTED = "granted", "延長した"
    REFUSED = "refused", "見送り"
