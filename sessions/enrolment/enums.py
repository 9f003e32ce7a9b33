"""States of an enrolment and ways to attend."""

from django.db import models


class EnrolmentState(models.TextChoices):
    SUBMITTED = "submitted", "受付済み"
    PROVISIONAL = "provisional", "仮受付"
    SENT_BACK = "sent_back", "差戻し"
    CONFIRMED = "confirmed", "確認済み"
    WITHDRAWN = "withdrawn", "取下げ"


COUNTING_STATES = (EnrolmentState.CONFIRMED,)
WAITING_STATES = (EnrolmentState.SUBMITTED, EnrolmentState.PROVISIONAL)


class AttendanceMode(models.TextChoices):
    """How a participant takes part in one session."""

    VENUE = "venue", "会場"
    ONLINE = "online", "オンライン"
    STREAM = "stream", "ライブ視聴"
    RECORDING = "recording", "録画のみ視聴"
    ABSENT = "absent", "参加しない"


PRESENT_MODES = tuple(mode for mode in AttendanceMode if mode != AttendanceMode.ABSENT)
TIMED_MODES = (AttendanceMode.VENUE, AttendanceMode.ONLINE, AttendanceMode.STREAM)  # there while it is held


class ApplicationWay(models.TextChoices):
    """How an application came; all but the first are typed in by the office."""

    WEB = "web", "このサイト"
    PHONE = "phone", "電話"
    FAX = "fax", "ファクス"
    MAIL = "mail", "メール"
    PAPER = "paper", "書面"


class DeskAct(models.TextChoices):
    CHECK_IN = "check_in", "受付"
    UNDO = "undo", "取消し"


class DeskSeat(models.TextChoices):
    """What a check-in does about a seat for somebody not signed up for the venue."""

    AS_SIGNED_UP = "", "申込みのとおり"
    VENUE = "venue", "会場参加に変更"
    BEYOND = "beyond", "席がなければ、席を数えずに"


class DeskAnswer(models.TextChoices):
    """What the desk answers to an act."""

    CHECKED_IN = "checked_in", "受付しました"
    WITHOUT_SEAT = "without_seat", "席を数えずに受付しました（会場の定員に達しています）"
    ALREADY = "already", "すでに受付済みです"
    OTHER_MODE = "other_mode", "会場参加の登録ではありません"
    FULL = "full", "会場の定員に達しています"
    UNDONE = "undone", "受付を取り消しました"
    KEPT = "kept", "取り消していません。ほかの端末で受け付けています"
    OTHER_SESSION = "other_session", "別の回のQRコードです"
    UNKNOWN = "unknown", "読み取れません。受付番号で探してください"


TAKEN_ANSWERS = (DeskAnswer.CHECKED_IN, DeskAnswer.WITHOUT_SEAT, DeskAnswer.ALREADY, DeskAnswer.UNDONE)
