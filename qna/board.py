"""The office's board: every question under its state, with what stands out."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from qna.enums import OPEN_STATES, TO_SORT_STATES, QuestionState, RemarkKind
from qna.models import Assignment, BoardSettings, Question, Remark

ENDED_AT_MOST = 20


@dataclass
class Card:
    """A question on the board. `due_on`: the nearest day by which somebody was asked; `waits`: an unanswered remark."""

    question: Question
    open_assignments: list[Assignment]
    waits: bool = False

    @property
    def age(self) -> int:
        """Days since it was asked."""
        return (timezone.localdate() - timezone.localdate(self.question.asked_at)).days

    @property
    def advisors(self) -> str:
        return "、".join(str(each.advisor) for each in self.open_assignments)

    @property
    def due_on(self) -> date | None:
        return min((each.due_on for each in self.open_assignments), default=None)

    @property
    def is_overdue(self) -> bool:
        return any(each.is_overdue for each in self.open_assignments)

    @property
    def is_unassigned(self) -> bool:
        """Nobody was asked yet, and half of the time in which to answer is over."""
        return self.question.state in TO_SORT_STATES

    @property
    def is_old(self) -> bool:
        return self.question.is_open and self.age > BoardSettings.load().answer_days


@dataclass
class Column:
    state: QuestionState
    cards: list[Card] = field(default_factory=list)
    hidden: int = 0

    @property
    def count(self) -> int:
        return len(self.cards) + self.hidden


def read_board(*, words: str = "", theme: str = "", trouble: str = "") -> list[Column]:
    """Every state in its order; of what has ended the latest alone."""
    rows = _narrowed(words, theme)
    columns = []
    for state in QuestionState:
        of_state = rows.filter(state=state)
        if state in OPEN_STATES:
            cards = _cards(of_state.order_by("asked_at", "pk"))
            columns.append(Column(state, [card for card in cards if _shows(card, trouble)]))
        elif not trouble:
            cards = _cards(of_state.order_by("-state_since", "-pk")[:ENDED_AT_MOST])
            columns.append(Column(state, cards, of_state.count() - len(cards)))
    return columns


def _narrowed(words: str, theme: str):
    rows = Question.objects.filter(merged_into=None) | Question.objects.filter(state__in=OPEN_STATES)
    if theme:
        rows = rows.filter(theme=theme)
    number = words.strip().upper().removeprefix("Q-")
    if number.isascii() and number.isdigit():
        return rows.filter(pk=int(number[:12]))
    for word in words.split():
        rows = rows.filter(title__contains=word) | rows.filter(asked_title__contains=word)
    return rows.select_related("department__municipality", "batch")


def _cards(rows) -> list[Card]:
    questions = list(rows.prefetch_related("assignments__advisor"))
    waiting = unanswered_remarks([question.pk for question in questions])
    return [
        Card(question, [each for each in question.assignments.all() if each.is_open], question.pk in waiting)
        for question in questions
    ]


def _shows(card: Card, trouble: str) -> bool:
    return {
        "": True,
        "overdue": card.is_overdue,
        "unassigned": card.is_unassigned,
        "waiting": card.waits,
    }.get(trouble, True)


def unanswered_remarks(keys: list[int]) -> set[int]:
    """Those of the questions `keys` whose last word is an advisor's."""
    talk = Remark.objects.filter(question__in=keys).exclude(kind=RemarkKind.NOTE).order_by("pk")
    last = dict(talk.values_list("question", "kind"))
    theirs = (RemarkKind.ASKED_BACK, RemarkKind.MORE_TIME, RemarkKind.DECLINED)
    return {question for question, kind in last.items() if kind in theirs}
