"""To those who ask and those who follow."""

from collections.abc import Iterable
from datetime import date

from qna import letter_kinds
from qna.models import AnswerBatch, AnswerEdition, Question
from studygroup.addresses import whole
from studygroup.notices.emails import Letter
from studygroup.templatetags.site import clock_time, month_day


def received(*, question: Question, next_day: date | None) -> Letter:
    """To who asked: the receipt, and the day of the next batch where the office has set one."""
    day = f"{month_day(next_day)}に掲載する予定です" if next_day else "一定期間ごとにまとめて掲載します"
    body = f"""質問を受け付けました。

受付番号
{question.receipt}

題名
{question.asked_title}

回答は{day}。掲載したらメールでお知らせします。

質問のページ
{whole(question.get_absolute_url())}
"""
    return Letter(letter_kinds.RECEIVED, f"質問を受け付けました（{question.receipt}）", body)


def returned(*, question: Question) -> Letter:
    """To who asked: that it will not be published, and why."""
    body = f"""次の質問は、掲載しないことになりました。

{question.receipt}　{question.asked_title}

理由
{question.reason}

質問のページ
{whole(question.get_absolute_url())}
"""
    return Letter(letter_kinds.RETURNED, f"質問について（{question.receipt}）", body)


def withdrawn(*, question: Question) -> Letter:
    """To the askers: that what was published has been withdrawn."""
    body = f"""掲載していた質問と回答を取り下げました。

{question.receipt}　{question.title}

理由
{question.reason}

質問のページ
{whole(question.get_absolute_url())}
"""
    return Letter(letter_kinds.RETURNED, f"質問と回答を取り下げました（{question.receipt}）", body)


def answered(*, batch: AnswerBatch, questions: Iterable[Question], department: str) -> Letter:
    """To a department that asked: each of its questions that is answered in this batch."""
    listed = "\n\n".join(f"{each.receipt}　{each.title}\n{whole(each.get_absolute_url())}" for each in questions)
    opens = "" if batch.opens_at == batch.published_at else _opens_in_words(batch)
    body = f"""{department}からの質問への回答を掲載しました。

{listed}
{opens}
{batch.title}
{whole(batch.get_absolute_url())}
"""
    return Letter(letter_kinds.ANSWERED, f"質問への回答を掲載しました（第{batch.number}回回答）", body)


def _opens_in_words(batch: AnswerBatch) -> str:
    from_when = f"{month_day(batch.opens_at)}{clock_time(batch.opens_at)}"
    return f"\nほかの自治体の方には、{from_when}から公開します。それまでは、質問した部署の方だけが読めます。\n"


def opened(*, questions: Iterable[Question], batch: AnswerBatch) -> Letter:
    """To who follows, or wanted to know: what is answered now."""
    listed = "\n\n".join(f"{each.receipt}　{each.title}\n{whole(each.get_absolute_url())}" for each in questions)
    body = f"""フォローしている質問への回答を公開しました。

{listed}

{batch.title}
{whole(batch.get_absolute_url())}
"""
    return Letter(letter_kinds.OPENED, f"フォローしている質問への回答（第{batch.number}回回答）", body)


def corrected(*, question: Question, edition: AnswerEdition) -> Letter:
    """To askers and followers: that an answer reads differently from today."""
    note = f"\n訂正の説明\n{edition.note}\n" if edition.note else ""
    body = f"""回答を訂正しました。

{question.receipt}　{edition.title}
{note}
変わったところは、次のページにあります。
{whole(question.get_absolute_url())}
"""
    return Letter(letter_kinds.CORRECTED, f"回答を訂正しました（{question.receipt}）", body)
