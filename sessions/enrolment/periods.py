"""How long what is kept, in words."""

from django.conf import settings

YEAR = 365


def period_in_words(kind: str) -> str:
    """「1年」「180日」, of a kind of settings.RETENTION_DAYS."""
    days = settings.RETENTION_DAYS[kind]
    return f"{days // YEAR}年" if days % YEAR == 0 else f"{days}日"
