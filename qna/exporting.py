"""「Q&A集」 of a batch as a table."""

from django.utils import timezone

from qna.enums import QuestionState, Theme
from qna.models import AnswerBatch, Question
from qna.shown import citations_of
from studygroup.tables.formats import Table

THEME_ORDER = {theme: place for place, theme in enumerate(Theme.values)}
HEADINGS = ("受付番号", "テーマ", "分野", "自治体", "題名", "質問", "回答", "回答者", "掲載日", "訂正", "参考")


def table_of(batch: AnswerBatch, user) -> Table:
    """What `user` may read of `batch`, as it reads now."""
    return Table(f"第{batch.number}回回答", HEADINGS, [_row(question, user) for question in read(batch, user)])


def read(batch: AnswerBatch, user) -> list[Question]:
    """The answers of `batch` that `user` may read now, by theme and receipt, each with its latest `edition`."""
    answered = Question.objects.answered_for(user).filter(batch=batch, state=QuestionState.PUBLISHED)
    rows = answered.with_place().select_related("answer").prefetch_related("editions")
    found = sorted(rows, key=lambda question: (THEME_ORDER[question.theme], question.pk))
    for question in found:
        question.editions_read = sorted(question.editions.all(), key=lambda edition: edition.number)
        question.edition = question.editions_read[-1]
    return found


def _row(question: Question, user) -> tuple:
    edition = question.edition
    return (
        question.receipt,
        question.get_theme_display(),
        question.get_field_display(),
        question.shown_municipality,
        edition.title,
        edition.body,
        edition.answer,
        edition.answered_as,
        timezone.localdate(question.published_at),
        timezone.localdate(edition.published_at) if edition.is_correction else None,
        "\n".join(f"{cited.label}（{cited.note}）" for cited in citations_of(question, user)),
    )
