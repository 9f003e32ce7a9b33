"""What a batch will show to whom: the same as the pages show once it is published."""

from dataclasses import dataclass

from qna.actions.telling import askers_of
from qna.enums import Appearance, OpenTo, QuestionState
from qna.models import AnswerBatch, AnswerEdition, BoardSettings, Question

PUBLIC, STAFF, ENROLLED = "public", "staff", "enrolled"
REACH = {
    OpenTo.PUBLIC: (PUBLIC, STAFF, ENROLLED),
    OpenTo.STAFF: (STAFF, ENROLLED),
    OpenTo.ENROLLED_MUNICIPALITY: (ENROLLED,),
}


@dataclass(frozen=True)
class Preview:
    """`label`: for whom; `questions`: each with its `edition`; `note`: what else is to be known."""

    label: str
    questions: list[Question]
    note: str = ""


def previews_of(batch: AnswerBatch) -> list[Preview]:
    """The public, staff, enrolled municipalities, and each department that asked."""
    rows = batch.questions.filter(state=QuestionState.REVIEWED).with_place().select_related("answer").order_by("pk")
    questions = [_as_published(question) for question in rows]
    shown = [each for each in questions if each.appearance != Appearance.PRIVATE]
    reached = REACH[OpenTo(BoardSettings.load().answers_open_to)]
    labels = {PUBLIC: "だれでも（ログインなし）", STAFF: "62市区町村の職員", ENROLLED: "登録自治体の職員"}
    found = [
        Preview(label, shown if kind in reached else [], "" if kind in reached else "設定により、公開しません。")
        for kind, label in labels.items()
    ]
    return found + _of_askers(questions)


def _as_published(question: Question) -> Question:
    question.edition = AnswerEdition(
        number=1,
        title=question.title,
        body=question.body,
        answer=question.answer.body,
        answered_as=question.answer.answered_as,
    )
    return question


def _of_askers(questions: list[Question]) -> list[Preview]:
    found = []
    for department in askers_of(questions):
        merged = Question.objects.filter(department=department, merged_into__in=[each.pk for each in questions])
        into = set(merged.values_list("merged_into", flat=True))
        own = [each for each in questions if each.department_id == department.pk or each.pk in into]
        found.append(Preview(str(department), own, "掲載と同時に、メールで知らせます。"))
    return found
