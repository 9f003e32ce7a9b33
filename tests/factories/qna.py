"""Questions in every state, brought there by the actions that bring them there."""

from datetime import date

from django.utils import timezone

from qna.actions.answering import hand_in, save_answer
from qna.actions.asking import ask_question
from qna.actions.assigning import assign_question
from qna.actions.batching import open_batch, put_in_batch
from qna.actions.publishing import publish_batch, tend_batches
from qna.actions.reviewing import approve_answer
from qna.enums import Appearance, QuestionState, Theme
from qna.models import AnswerBatch, Question
from studygroup.enums import DepartmentField
from studygroup.notices.models import OutboxLetter

TITLE, BODY = "部門別の目標はどう置けばよいですか", "区域施策編の改定で、部門別の目標をどう置けばよいか教えてください。"
ANSWER = "■ 考え方\n部門ごとの削減余地を積み上げて置きます。\n・産業\n・家庭"
DUE = date(2021, 11, 8)
STATES = list(QuestionState)
UP_TO = (
    QuestionState.RECEIVED,
    QuestionState.REQUESTED,
    QuestionState.DRAFTED,
    QuestionState.REVIEW,
    QuestionState.REVIEWED,
    QuestionState.PUBLISHED,
)


def letters(kind: str) -> list[str]:
    """To whom letters of this kind were posted, in order."""
    return sorted(OutboxLetter.objects.filter(kind=kind).values_list("to_address", flat=True))


class Board:
    """`board.question(state)`: asked by the cast's participant, answered by its advisor, run by its secretariat."""

    def __init__(self, cast):
        self.cast = cast

    def ask(self, asker=None, **words) -> Question:
        asker = asker or self.cast.participant
        facts = {"title": TITLE, "body": BODY, "theme": Theme.MITIGATION, "field": DepartmentField.ENVIRONMENT}
        facts |= {"appearance": Appearance.UNNAMED, **words}
        return ask_question(participant=asker.current_participations[0], by=asker, **facts)

    def question(self, state=QuestionState.RECEIVED, *, answer: str = ANSWER, asker=None, **words) -> Question:
        """Up to REVIEWED; for PUBLISHED see `publish`."""
        question = self.ask(asker, **words)
        for step in UP_TO[1 : UP_TO.index(state) + 1]:
            self.bring(question, step, answer)
        return Question.objects.get(pk=question.pk)

    def bring(self, question: Question, state: str, answer: str = ANSWER) -> None:
        advisor, office = self.cast.advisor, self.cast.secretariat
        if state == QuestionState.REQUESTED:
            assign_question(question=question, advisors=[advisor], due_on=DUE, by=office)
        elif state == QuestionState.DRAFTED:
            save_answer(question=question, body=answer, read_revision=0, by=advisor)
        elif state == QuestionState.REVIEW:
            hand_in(question=question, by=advisor)
        elif state == QuestionState.REVIEWED:
            approve_answer(question=question, by=office)

    def publish(self, *questions: Question, lead_minutes: int = 0, told: bool = True) -> AnswerBatch:
        """These, which are reviewed, as the next batch."""
        office = self.cast.secretariat
        batch = open_batch(day=timezone.localdate(), lead_minutes=lead_minutes, by=office)
        for question in questions:
            put_in_batch(question=question, batch=batch, by=office)
        batch = publish_batch(batch=batch, by=office)
        if told:
            tend_batches()
        for question in questions:
            question.refresh_from_db()
        return batch

    def published(self, *, lead_minutes: int = 0, **words) -> Question:
        question = self.question(QuestionState.REVIEWED, **words)
        self.publish(question, lead_minutes=lead_minutes)
        return question
