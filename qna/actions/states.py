"""A question under its lock, and the step from one state to another."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from qna.enums import BatchState
from qna.models import Question

MOVED_ON = "この質問は、ほかの人の操作で「{}」になっています。画面を読み直してください。"
IN_SCHEDULED = "この質問は、掲載を予約した回答のまとめに入っています。先に予約を取り消してください。"


def locked(question: Question) -> Question:
    """`question` as it stands, held until the transaction ends; whoever comes second sees what the first did."""
    return Question.objects.select_for_update(of=("self",)).get(pk=question.pk)


def expect(question: Question, *states: str) -> None:
    """Raises ValidationError where `question` is in none of `states`: somebody was faster."""
    if question.state not in states:
        raise ValidationError(MOVED_ON.format(question.get_state_display()), code="moved_on")


def move(question: Question, state: str, **values) -> None:
    """Into `state`, with these values besides."""
    if state != question.state:
        question.state, question.state_since = state, timezone.now()
    for name, value in values.items():
        setattr(question, name, value)
    question.save()


def leave_batch(question: Question) -> None:
    """An answer that is worked on again goes out of the batch; not out of one that is about to appear."""
    if question.batch and question.batch.state == BatchState.SCHEDULED:
        raise ValidationError(IN_SCHEDULED, code="scheduled")
    question.batch = None
