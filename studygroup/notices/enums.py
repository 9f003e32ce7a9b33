"""States of a letter."""

from django.db import models


class LetterState(models.TextChoices):
    WAITING = "waiting", "送信待ち"
    SENDING = "sending", "送信中"
    SENT = "sent", "送信済み"
    DROPPED = "dropped", "送信不要"
    FAILED = "failed", "送信エラー"
    UNCERTAIN = "uncertain", "要確認"


TROUBLED_STATES = (LetterState.FAILED, LetterState.UNCERTAIN)
FINISHED_STATES = (LetterState.SENT, LetterState.DROPPED, *TROUBLED_STATES)
