"""To those who answer, and between them and the office."""

from django.conf import settings
from django.urls import reverse

from qna import letter_kinds
from qna.models import AnswerBatch, Assignment, Question, Remark
from studygroup.addresses import whole
from studygroup.notices.emails import Letter
from studygroup.templatetags.site import month_day


def page_of(question: Question) -> str:
    """The advisor's page of `question`, whole."""
    return whole(reverse("qna:advisor-question", args=[question.pk]))


def assigned(*, assignment: Assignment) -> Letter:
    """To an advisor: a question to answer, by when."""
    question = assignment.question
    body = f"""質問への回答をお願いします。

{question.receipt}　{question.title}

期限
{month_day(assignment.due_on)}

質問の全文と回答の画面
{page_of(question)}
"""
    subject = f"回答のお願い：{question.title}（期限 {month_day(assignment.due_on)}）"
    return Letter(letter_kinds.ASSIGNED, subject, body)


def due_changed(*, assignment: Assignment) -> Letter:
    """To an advisor: another day by which to answer."""
    question = assignment.question
    body = f"""回答の期限を変更しました。

{question.receipt}　{question.title}

新しい期限
{month_day(assignment.due_on)}

{page_of(question)}
"""
    return Letter(letter_kinds.ADVISING, f"回答の期限を変更しました（{question.receipt}）", body)


def taken_back(*, assignment: Assignment) -> Letter:
    """To an advisor: the answer is not wanted of them any more."""
    question = assignment.question
    body = f"""次の質問への回答のお願いを取り消しました。

{question.receipt}　{question.title}
"""
    return Letter(letter_kinds.ADVISING, f"回答のお願いを取り消しました（{question.receipt}）", body)


def due(*, assignment: Assignment) -> Letter:
    """To an advisor: the day is near, or has passed."""
    question = assignment.question
    when = "過ぎています" if assignment.is_overdue else "近づいています"
    body = f"""回答の期限が{when}。

{question.receipt}　{question.title}

期限
{month_day(assignment.due_on)}

回答の画面（期限の相談と辞退もできます）
{page_of(question)}
"""
    return Letter(letter_kinds.DUE, f"回答の期限が{when}：{question.title}", body)


def remarked(*, remark: Remark) -> Letter:
    """To an advisor: what the office says about a question."""
    question = remark.question
    body = f"""事務局からの{remark.get_kind_display()}です。

{question.receipt}　{question.title}

{remark.body}

{page_of(question)}
"""
    return Letter(letter_kinds.ADVISING, f"事務局からの{remark.get_kind_display()}（{question.receipt}）", body)


def suggested(*, question: Question) -> Letter:
    """To an advisor: the office suggests another text, which only they can take over."""
    body = f"""回答の文について、事務局からの提案があります。

{question.receipt}　{question.title}

提案の内容を確かめ、取り入れるかどうかを選んでください。
{page_of(question)}
"""
    return Letter(letter_kinds.ADVISING, f"回答の文についての提案（{question.receipt}）", body)


def reviewed(*, question: Question) -> Letter:
    """To an advisor: this is how it will be published."""
    body = f"""回答の確認が済みました。掲載される質問と回答の文を、掲載の前にもう一度ご覧ください。

{question.receipt}　{question.title}

{page_of(question)}

直したいところがあるときは、上の画面から事務局へお知らせください。
"""
    return Letter(letter_kinds.ADVISING, f"掲載前の文をご確認ください（{question.receipt}）", body)


def from_advisor(*, remark: Remark) -> Letter:
    """To the office: what an advisor asks, wants or declines."""
    question = remark.question
    body = f"""{remark.by}さんから、{remark.get_kind_display()}です。

{question.receipt}　{question.title}

{remark.body}

{whole(reverse("qna_board:question", args=[question.pk]))}
"""
    return Letter(letter_kinds.ADVISING, f"{remark.get_kind_display()}（{question.receipt}）", body)


def approval_asked(*, batch: AnswerBatch) -> Letter:
    """To the organiser: a batch waits for approval."""
    body = f"""{batch.title}の掲載について、承認をお願いします。

{settings.SITE_URL}{reverse("qna_batches:batch", args=[batch.pk])}
"""
    return Letter(letter_kinds.APPROVAL, f"承認のお願い：{batch.title}", body)


def approval_given(*, batch: AnswerBatch) -> Letter:
    """To the secretariat: the batch may be published as it stands."""
    body = f"""{batch.title}の掲載が承認されました。

{settings.SITE_URL}{reverse("qna_batches:batch", args=[batch.pk])}
"""
    return Letter(letter_kinds.APPROVAL, f"承認されました：{batch.title}", body)
