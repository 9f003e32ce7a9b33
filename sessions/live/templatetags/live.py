"""What the console offers at a question."""

from django import template

from sessions.live.actions.questions import FOLLOWING
from sessions.live.enums import QuestionState
from sessions.live.models import Question

register = template.Library()

LABELS = {QuestionState.NOW: "いま回答中にする", QuestionState.ANSWERED: "口頭で回答済み"}
BACK = {
    QuestionState.WAITING: "表示する",
    QuestionState.HIDDEN: "表示に戻す",
    QuestionState.NOW: "回答中をやめる",
    QuestionState.ANSWERED: "未回答に戻す",
    QuestionState.WRITTEN: "未回答に戻す",
}


@register.filter
def moves(question: Question) -> list[tuple[str, str]]:
    """The states to which one press brings a question, each with its button's words."""
    offered = [(state, LABELS[state]) for state in FOLLOWING[question.state] if state in LABELS]
    if QuestionState.OPEN in FOLLOWING[question.state]:
        offered.append((QuestionState.OPEN, BACK[question.state]))
    return offered
