"""When a letter about a session has come too late (the hook `letter_due`)."""

from datetime import timedelta

from django.utils import timezone

from sessions.enrolment import letter_kinds
from sessions.models import StudySession


def is_still_due(kind: str, to, about) -> bool:
    """Whether a letter about a session still says what is so: asked by the worker before it sends.

    A reminder says 「明日」 or 「本日」; a change is overtaken when the session is called off.
    """
    if kind not in (letter_kinds.EVE, letter_kinds.MORNING, letter_kinds.CHANGED):
        return True
    if not isinstance(about, StudySession) or about.is_called_off or not about.live:
        return False
    if kind == letter_kinds.CHANGED:
        return True
    days = 1 if kind == letter_kinds.EVE else 0
    return about.is_on_a_day and about.date_from == timezone.localdate() + timedelta(days=days) and not about.is_over
