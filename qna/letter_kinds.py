"""The sorts of letters about questions, by name (the hook `letter_kinds`)."""

from studygroup.notices.kinds import LetterKind
from studygroup.rules import has_a_role

RECEIVED = "question_received"
RETURNED = "question_returned"
ANSWERED = "question_answered"
OPENED = "question_opened"
CORRECTED = "answer_corrected"
ASSIGNED = "answer_asked"
DUE = "answer_due"
ADVISING = "answer_talk"
APPROVAL = "batch_approval"


def board_kinds() -> list[LetterKind]:
    """What concerns one's own question or task comes at once; about other departments' answers a reader may choose."""
    return [
        LetterKind(RECEIVED, "質問の受付", is_choosable=False),
        LetterKind(RETURNED, "質問の取下げ・非掲載", is_choosable=False),
        LetterKind(ANSWERED, "自分の部署の質問への回答", is_choosable=False),
        LetterKind(CORRECTED, "回答の訂正"),
        LetterKind(OPENED, "フォローした質問への回答"),
        LetterKind(ASSIGNED, "回答の依頼", is_choosable=False),
        LetterKind(DUE, "回答の期限", concerns=has_a_role),
        LetterKind(ADVISING, "回答についての事務局とのやりとり", is_choosable=False),
        LetterKind(APPROVAL, "回答のまとめの承認", is_choosable=False),
    ]
