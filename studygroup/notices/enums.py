"""States of a letter."""

from django.db import models


class LetterState(models.TextChoices):
    WAITING = "waiting", "送信待ち"
    SENDING = "sending", "送信中"
    SENT = "sent", "送信済み"
    DROPPED = "dropped", "送信不要"
    FAILED = "failed", "送信エラー"
    UNCERTAIN = "uncertain", "要確認"


UNFINISHED_STATES = (LetterState.WAITING, LetterState.SENDING)
TROUBLED_STATES = (LetterState.FAILED, LetterState.UNCERTAIN)
