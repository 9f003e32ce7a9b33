"""What search holds of a question: its words while it is open, its answer once that is published."""

from wagtail.search import index

from qna.enums import OPEN_STATES
from qna.models import Answer, Question


def find_again(question: Question) -> None:
    """Search says what `question` says now. What is found no more is taken out here; saving alone only adds."""
    if question.state in OPEN_STATES:
        index.insert_or_update_object(question)
    else:
        index.remove_object(question)
    answer = Answer.objects.with_place().filter(question=question).first()
    if answer is None:
        return
    if question.is_published:
        index.insert_or_update_object(answer)
    else:
        index.remove_object(answer)
