"""The sorts of letters about a session that come by themselves, by name (the hook `letter_kinds`)."""

from studygroup.notices.kinds import LetterKind

EVE = "reminder_eve"
MORNING = "reminder_morning"
CHANGED = "session_changed"
CALLED_OFF = "session_called_off"


def session_kinds() -> list[LetterKind]:
    """Of the reminders a reader may choose how to be told; changes and cancellations come by mail at once."""
    return [
        LetterKind(EVE, "開催前日のご案内", may_wait=False),
        LetterKind(MORNING, "開催当日の朝のご案内", may_wait=False),
        LetterKind(CHANGED, "開催の変更", is_choosable=False),
        LetterKind(CALLED_OFF, "開催の中止・延期", is_choosable=False),
    ]
