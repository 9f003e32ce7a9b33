"""States of a question and of what is done with it, with their groups."""

from django.db import models


class Theme(models.TextChoices):
    MITIGATION = "mitigation", "緩和策"
    ADAPTATION = "adaptation", "適応策"
    OTHER = "other", "その他"


class Appearance(models.TextChoices):
    """How a question may appear, as its asker decides."""

    NAMED = "named", "自治体名を出して公開"
    UNNAMED = "unnamed", "自治体名を伏せて公開"
    PRIVATE = "private", "アドバイザーと事務局だけ"


class Origin(models.TextChoices):
    """How a question came; all but the first and the last two are typed in by the office."""

    WEB = "web", "このサイト"
    PHONE = "phone", "電話"
    HALL = "hall", "会場"
    MAIL = "mail", "メール・ファクス"
    LIVE = "live", "開催中の部屋"
    CONSULTATION = "consultation", "個別相談"


class QuestionState(models.TextChoices):
    """What the office sees on its board."""

    RECEIVED = "received", "受付"
    SORTING = "sorting", "整理中"
    REQUESTED = "requested", "回答依頼"
    DRAFTED = "drafted", "回答案"
    REVIEW = "review", "確認待ち"
    REVIEWED = "reviewed", "確認済み"
    PUBLISHED = "published", "掲載"
    NOT_PUBLISHED = "not_published", "非掲載"
    WITHDRAWN = "withdrawn", "取下げ"


class ReaderState(models.TextChoices):
    """The same as readers are told."""

    RECEIVED = "received", "受付済み"
    PREPARING = "preparing", "回答準備中"
    ANSWERED = "answered", "回答済み"


STATES_OF_READERS = {
    ReaderState.RECEIVED: (QuestionState.RECEIVED, QuestionState.SORTING),
    ReaderState.PREPARING: (
        QuestionState.REQUESTED,
        QuestionState.DRAFTED,
        QuestionState.REVIEW,
        QuestionState.REVIEWED,
    ),
    ReaderState.ANSWERED: (QuestionState.PUBLISHED,),
}
READER_STATE = {state: told for told, states in STATES_OF_READERS.items() for state in states}
TO_SORT_STATES = STATES_OF_READERS[ReaderState.RECEIVED]
WITH_ADVISOR_STATES = (QuestionState.REQUESTED, QuestionState.DRAFTED)
OPEN_STATES = (*TO_SORT_STATES, *STATES_OF_READERS[ReaderState.PREPARING])
ENDED_STATES = (QuestionState.NOT_PUBLISHED, QuestionState.WITHDRAWN)


class AssignmentState(models.TextChoices):
    OPEN = "open", "依頼中"
    HANDED_IN = "handed_in", "提出済み"
    DECLINED = "declined", "辞退"
    TAKEN_BACK = "taken_back", "依頼の取消し"


SEEING_STATES = (AssignmentState.OPEN, AssignmentState.HANDED_IN)


class VersionKind(models.TextChoices):
    DRAFT = "draft", "下書き"
    SUGGESTION = "suggestion", "事務局の提案"
    SET_ASIDE = "set_aside", "同時に書かれた文"


class RemarkKind(models.TextChoices):
    """What office and advisor say to each other about a question; a note stays among the office."""

    NOTE = "note", "事務局のメモ"
    ASKED_BACK = "asked_back", "事務局への問い合わせ"
    REPLY = "reply", "事務局の返事"
    MORE_TIME = "more_time", "期限の相談"
    DECLINED = "declined", "辞退の理由"
    SENT_BACK = "sent_back", "差し戻し"


class BatchState(models.TextChoices):
    COLLECTING = "collecting", "準備中"
    SCHEDULED = "scheduled", "掲載予約"
    PUBLISHED = "published", "掲載済み"


UNPUBLISHED_STATES = (BatchState.COLLECTING, BatchState.SCHEDULED)


class OpenTo(models.TextChoices):
    """Whom the board's public side is open to, as the office sets it; values are those of `sessions.enums.Audience`."""

    PUBLIC = "public", "だれでも（ログインなし）"
    STAFF = "staff", "62市区町村の職員"
    ENROLLED_MUNICIPALITY = "enrolled_municipality", "登録自治体の職員"
