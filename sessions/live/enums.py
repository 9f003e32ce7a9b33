"""Choices of the live room."""

from django.db import models


class ShownAs(models.TextChoices):
    """How a member's name stands beside what they write; the municipality always does."""

    FULL = "full", "自治体・部署・氏名"
    DEPARTMENT = "department", "自治体・部署"
    MUNICIPALITY = "municipality", "自治体"


class MessageState(models.TextChoices):
    SHOWN = "shown", "表示中"
    HIDDEN = "hidden", "事務局が非表示にしました"
    DELETED = "deleted", "投稿した人が削除しました"


class QuestionState(models.TextChoices):
    """WAITING stands in the moderators' queue; what is open can be voted for."""

    WAITING = "waiting", "確認待ち"
    OPEN = "open", "未回答"
    NOW = "now", "いま回答中"
    ANSWERED = "answered", "回答済み"
    WRITTEN = "written", "文書で回答済み"
    HIDDEN = "hidden", "事務局が非表示にしました"


VOTABLE_STATES = (QuestionState.OPEN, QuestionState.NOW)
UNANSWERED_STATES = (QuestionState.OPEN, QuestionState.NOW)
ANSWERED_STATES = (QuestionState.ANSWERED, QuestionState.WRITTEN)


class PollKind(models.TextChoices):
    SINGLE = "single", "ひとつ選ぶ"
    MULTIPLE = "multiple", "いくつでも選ぶ"
    SCALE = "scale", "5段階"
    WORDS = "words", "短い言葉"


class PollState(models.TextChoices):
    DRAFT = "draft", "下書き"
    OPEN = "open", "受付中"
    CLOSED = "closed", "終了"


ANNOUNCED_POLL_STATES = (PollState.OPEN, PollState.CLOSED)


class Voter(models.TextChoices):
    """Whose answer counts once."""

    PERSON = "person", "1人1回"
    DEPARTMENT = "department", "1部署1回"


class StreamName:
    """A room's streams: everyone's, the moderators'. A group's stream is named after its number."""

    ROOM = ""
    DESK = "desk"
