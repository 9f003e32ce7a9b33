"""Choices of the programme."""

from django.db import models


class Track(models.TextChoices):
    """What a series is about; gives its colour, icon and edge pattern."""

    COMMON = "common", "62市区町村"
    MITIGATION = "mitigation", "緩和策"
    ADAPTATION = "adaptation", "適応策"


class Policy(models.TextChoices):
    """Who takes part in a series."""

    STAFF = "staff", "62市区町村の職員（登録不要）"
    ENROLLED = "enrolled", "参加登録をした部署"


class SessionState(models.TextChoices):
    """What the office decides. 開催中 and 終了 are read off the clock."""

    PLANNED = "planned", "調整中"
    SCHEDULED = "scheduled", "開催予定"
    CANCELLED = "cancelled", "中止"
    POSTPONED = "postponed", "延期"


CALLED_OFF_STATES = (SessionState.CANCELLED, SessionState.POSTPONED)


class DatePrecision(models.TextChoices):
    DAY = "day", "日"
    PERIOD = "period", "期間（日から日まで）"
    MONTH = "month", "月（○月頃）"
    MONTH_RANGE = "month_range", "月の範囲（○〜○月頃）"
    UNDECIDED = "undecided", "未定（調整中）"


class Mode(models.TextChoices):
    """How one takes part in a session, in the order in which it is offered."""

    VENUE = "venue", "会場"
    ONLINE = "online", "オンライン"
    STREAM = "stream", "ライブ視聴"
    RECORDING = "recording", "録画のみ視聴"


class AgendaTag(models.TextChoices):
    """The sort of an agenda item, shown as the original programme writes it; none is the empty value."""

    EXPLANATION = "explanation", "解説"
    PRESENTATION = "presentation", "発表"
    CASE_PRESENTATION = "case_presentation", "先行事例発表"
    LECTURE = "lecture", "講演"
    DIALOGUE = "dialogue", "対話"
    GUIDANCE = "guidance", "案内"
    REPORT = "report", "報告"
    REVIEW = "review", "講評"
    GROUP_WORK = "group_work", "グループワーク"


TALKING_TAGS = (AgendaTag.DIALOGUE, AgendaTag.GROUP_WORK)


class Audience(models.TextChoices):
    """Who may open a thing; see docs/architecture.md, Access."""

    PUBLIC = "public", "公開"
    STAFF = "staff", "62市区町村職員"
    ENROLLED_MUNICIPALITY = "enrolled_municipality", "登録自治体の職員"
    ENROLLED_DEPARTMENT = "enrolled_department", "登録部署"
    ATTENDING = "attending", "その回の参加者"
