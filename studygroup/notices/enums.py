"""States of a letter, and the ways to be told."""

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


class Channel(models.TextChoices):
    """How a person is told; on the site each of them shows the notice."""

    MAIL = "mail", "すぐにメールで"
    DIGEST = "digest", "1日分をまとめてメールで"
    SITE = "site", "このサイトだけで"
