"""States of a consultation, and how it is held."""

from django.db import models


class ConsultationState(models.TextChoices):
    """The wish of a call stays RECEIVED until the result of its call is published, whatever the office has decided."""

    RECEIVED = "received", "受付"
    ARRANGING = "arranging", "調整中"
    DEFERRED = "deferred", "見送り"
    ARRANGED = "arranged", "確定"
    HELD = "held", "実施済み"
    PUBLISHED = "published", "要約を掲載"
    CANCELLED = "cancelled", "取消"


WAITING_STATES = (ConsultationState.RECEIVED, ConsultationState.ARRANGING)
OPEN_STATES = (*WAITING_STATES, ConsultationState.ARRANGED)
HELD_STATES = (ConsultationState.HELD, ConsultationState.PUBLISHED)
COUNTED_STATES = (*OPEN_STATES, *HELD_STATES)  # what 「年1回程度」 counts
CLOSED_STATES = (*HELD_STATES, ConsultationState.DEFERRED, ConsultationState.CANCELLED)


class Way(models.TextChoices):
    ONLINE = "online", "オンライン"
    VISIT = "visit", "訪問"


class HourWay(models.TextChoices):
    """How an advisor can be consulted in an hour on offer."""

    EITHER = "either", "オンライン・訪問のどちらでも"
    ONLINE = "online", "オンラインのみ"
    VISIT = "visit", "訪問のみ"


class PartOfDay(models.TextChoices):
    ANY = "any", "終日可"
    MORNING = "morning", "午前"
    AFTERNOON = "afternoon", "午後"


class Fit(models.TextChoices):
    """How far a wish meets a criterion of its call."""

    YES = "yes", "○"
    PARTLY = "partly", "△"
    NO = "no", "×"


class Agreement(models.TextChoices):
    """What the department says to the summary that would be published."""

    NOT_ASKED = "not_asked", "作成中"
    ASKED = "asked", "部署の確認待ち"
    NAMED = "named", "自治体名を出して掲載"
    UNNAMED = "unnamed", "自治体名を伏せて掲載"
    DECLINED = "declined", "掲載しない"


AGREED = (Agreement.NAMED, Agreement.UNNAMED)
