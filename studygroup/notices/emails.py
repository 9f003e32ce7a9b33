"""A letter as its author writes it, whom it is for, and the letter that collects a day's notices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

RULE = "-" * 40


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


@dataclass(frozen=True)
class Reader:
    """One of many to be told: the name to greet, the mailbox (perhaps shared, perhaps none), the login or None."""

    name: str
    mail: str = ""
    user: Any = None  # of AUTH_USER_MODEL

    @property
    def address(self) -> str:
        """The mailbox, else that of the login; empty for someone whom no mail reaches."""
        return (self.mail or getattr(self.user, "email", "")).strip()


def by_address(readers: Iterable[Reader]) -> dict[str, list[Reader]]:
    """`readers` who share a mailbox together, however it is capitalised; those without one are left out."""
    sharing: dict[str, list[Reader]] = {}
    for reader in readers:
        if reader.address:
            sharing.setdefault(reader.address.lower(), []).append(reader)
    return sharing


def digest(*, notices: Sequence, day: date, list_url: str, settings_url: str) -> Letter:
    """To a reader who wants a day's notices in one letter. `notices` are Notice rows, oldest first."""
    told = "\n\n".join(f"{RULE}\n■ {notice.subject}\n{RULE}\n{notice.body.strip()}" for notice in notices)
    body = f"""前回のまとめから今朝までのお知らせ（{len(notices)}件）です。

{told}

{RULE}
お知らせの一覧
{settings.SITE_URL}{list_url}

受け取り方の変更
{settings.SITE_URL}{settings_url}
"""
    subject = f"お知らせのまとめ（{day.month}月{day.day}日・{len(notices)}件）"
    return Letter(kind="digest", subject=subject, body=body)
