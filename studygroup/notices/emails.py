"""A letter as its author writes it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """What one person is told, in plain text.

    `kind` names the sort of letter (for preferences and for `letter_due`), `body` has whole URLs on their own lines,
    `calendar` is the text of an iCalendar file or empty. `is_once_only`: a second copy would hurt, so after a crash
    it is shown to the office instead of being sent again.
    """

    kind: str
    subject: str
    body: str
    calendar: str = ""
    is_once_only: bool = False
