"""The organisation's kinds of letters, in words, for those who choose how to be told; see `emails`."""

from studygroup import rules
from studygroup.notices.kinds import LetterKind


def letter_kinds() -> list[LetterKind]:
    return [
        LetterKind("contact", "お問い合わせの受付", concerns=rules.can_read_contact_messages),
        LetterKind("approval_asked", "公開の承認のお願い", concerns=rules.works_in_cms),
        LetterKind("approval_answered", "公開の承認の結果", concerns=rules.works_in_cms),
        LetterKind("office_invitation", "事務局への招待", is_choosable=False),
        LetterKind("municipality_confirmed", "所属の確認", is_choosable=False),
    ]
