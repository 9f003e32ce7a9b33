"""The sorts of letters about consultations, by name (the hook `letter_kinds`)."""

from studygroup.notices.kinds import LetterKind

RECEIVED = "consultation_received"
DECIDED = "consultation_decided"
ARRANGED = "consultation_arranged"
CANCELLED = "consultation_cancelled"
REMINDER = "consultation_reminder"
SHARED = "consultation_shared"
PUBLISHED = "consultation_published"
DATED = (ARRANGED, REMINDER)  # of no use once their date is cancelled or over


def consultation_kinds() -> list[LetterKind]:
    """What one has to answer or to come to is mailed at once; about the reminder and publishing one may choose."""
    return [
        LetterKind(RECEIVED, "個別相談の受付", is_choosable=False),
        LetterKind(DECIDED, "個別相談の結果", is_choosable=False),
        LetterKind(ARRANGED, "個別相談の日時", is_choosable=False),
        LetterKind(CANCELLED, "個別相談の取消し", is_choosable=False),
        LetterKind(SHARED, "個別相談のメモと掲載の確認", is_choosable=False),
        LetterKind(REMINDER, "個別相談の前日のご案内", may_wait=False),
        LetterKind(PUBLISHED, "個別相談の要約の掲載"),
    ]
