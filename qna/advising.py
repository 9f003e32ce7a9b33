"""What an advisor works with: the inbox, and around a question what helps to answer it."""

from dataclasses import dataclass

from archive.models import Material, Video
from archive.search.models import synonyms
from archive.search.querysets import content_type_of
from archive.search.questions import parse
from archive.search.results import find
from qna.enums import Appearance, QuestionState
from qna.models import Assignment, Question
from qna.similar import Similar, find_similar
from sessions.enrolment.models import Enrolment
from sessions.models import StudySession
from studygroup.models import Municipality

PICKED_AT_MOST = 8
MODELS = {"material": Material, "video": Video, "session": StudySession, "question": Question}
TABS = {
    "todo": ("未回答", (QuestionState.REQUESTED,)),
    "drafts": ("下書き", (QuestionState.DRAFTED,)),
    "review": ("確認待ち", (QuestionState.REVIEW, QuestionState.REVIEWED)),
    "published": ("掲載済み", (QuestionState.PUBLISHED,)),
}


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    count: int
    is_here: bool


@dataclass(frozen=True)
class Inbox:
    tabs: list[Tab]
    rows: list[Assignment]


def read_inbox(user, wanted: str) -> Inbox:
    """The assignments of `user` under the tab `wanted`, the first where it is none, the next due first."""
    here = wanted if wanted in TABS else next(iter(TABS))
    given = Assignment.objects.seeing().filter(advisor=user).by_due_day()
    by_state = list(given.select_related("question__department__municipality").prefetch_related("question__interests"))
    rows = {key: [each for each in by_state if each.question.state in states] for key, (_, states) in TABS.items()}
    tabs = [Tab(key, label, len(rows[key]), key == here) for key, (label, _) in TABS.items()]
    return Inbox(tabs, rows[here])


def tab_of(question: Question) -> str:
    return next((key for key, (_, states) in TABS.items() if question.state in states), "todo")


@dataclass(frozen=True)
class Background:
    """What is known of the municipality that asks."""

    municipality: Municipality
    departments: list[str]
    questions: list[Question]


def background_of(question: Question, user) -> Background | None:
    """Kind and area, its enrolled departments, and what of its questions is published by name."""
    if question.department is None:
        return None
    municipality = question.department.municipality
    enrolled = Enrolment.objects.counting().filter(department__municipality=municipality)
    names = sorted(set(enrolled.values_list("department__name", flat=True)))
    published = Question.objects.answered_for(user).filter(
        department__municipality=municipality, appearance=Appearance.NAMED
    )
    return Background(municipality, names, list(published.exclude(pk=question.pk).newest_first()[:5]))


def earlier_answers(question: Question, user) -> list[Similar]:
    """Answers to much the same that the advisor may read, to quote."""
    found = find_similar(user, question.title, question.body, most=6, but=question.pk)
    similar = [each for each in found if each.is_answered][:3]
    for each in similar:
        each.question.edition = each.question.editions.order_by("-number").first()
    return similar


def things_to_cite(user, words: str) -> list[tuple[str, int, str, str]]:
    """(kind, key, title, label) of what is found for `words` and may be referred to."""
    findings = find(user, parse(words, synonyms()))
    found = []
    for kind, model in MODELS.items():
        for key, hit in _hits(findings, kind, model):
            found.append((kind, key, hit.found.title, f"{hit.found.label}　{hit.found.place}".strip()))
    return found


def _hits(findings, kind: str, model):
    keys = findings.of_kind(kind)[: PICKED_AT_MOST * 2]
    for key, hit in zip(keys, findings.show(keys), strict=True):
        if hit and key.content_type == content_type_of(model).pk:
            yield key.object_id, hit
