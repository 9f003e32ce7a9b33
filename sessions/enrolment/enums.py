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
