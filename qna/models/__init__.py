"""Questions, what is said about them, answers and their batches."""

from qna.models.answer import Answer, AnswerEdition, AnswerVersion, Reference
from qna.models.asking import Attachment, Following, Interest, QuestionDraft, Solved
from qna.models.assignment import Assignment, Remark
from qna.models.batch import AnswerBatch
from qna.models.question import BODY_LENGTH, TITLE_LENGTH, Question
from qna.models.settings import BoardSettings

__all__ = [
    "BODY_LENGTH",
    "TITLE_LENGTH",
    "Answer",
    "AnswerBatch",
    "AnswerEdition",
    "AnswerVersion",
    "Assignment",
    "Attachment",
    "BoardSettings",
    "Following",
    "Interest",
    "Question",
    "QuestionDraft",
    "Reference",
    "Remark",
    "Solved",
]
