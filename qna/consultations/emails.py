"""Letters about consultations: pure functions that return a `Letter`. Addresses stand whole on their own lines."""

from collections.abc import Sequence

from django.urls import reverse

from qna.consultations import letter_kinds
from qna.consultations.models import Call, Consultation, Meeting, Summary
from sessions.dates import full_day_in_words
from studygroup.addresses import whole
from studygroup.notices.emails import Letter


def received(*, consultation: Consultation) -> Letter:
    """The receipt of a request at any time, with the dates wished for."""
    wishes = "\n".join(str(wish) for wish in consultation.current_wishes)
    body = f"""個別相談を申し込みました。日時が決まりしだい、ご連絡します。

受付番号：{consultation.receipt}
部署：{consultation.department}
方法：{consultation.get_way_display()}
{wishes}

内容の確認、取消しは、次のページでできます。
{page_url(consultation)}
"""
    subject = f"個別相談を申し込みました（{consultation.receipt}）"
    return Letter(kind=letter_kinds.RECEIVED, subject=subject, body=body)


def wished(*, call: Call, consultations: Sequence[Consultation]) -> Letter:
    """The receipt of what one department wished for in a call."""
    lines = "\n".join(f"{one.receipt}　{one.topic}" for one in consultations)
    body = f"""{call.title}の希望を受け付けました。

部署：{consultations[0].department}
{lines}

{_result_day(call)}
受付の期間（{call.window_in_words}）は、次のページで取り消せます。
{call_url(call)}
"""
    return Letter(kind=letter_kinds.RECEIVED, subject=f"希望を受け付けました：{call.title}", body=body)


def _result_day(call: Call) -> str:
    if call.result_planned_on:
        return f"結果は、{full_day_in_words(call.result_planned_on)}に公表する予定です。"
    return "結果は、決まりしだい公表し、メールでお知らせします。"


def result(*, call: Call, consultations: Sequence[Consultation]) -> Letter:
    """To one department, what became of each of its wishes; the reason where it was deferred."""
    lines = "\n\n".join(_decision(one) for one in consultations)
    body = f"""{call.title}の結果を公表しました。

部署：{consultations[0].department}

{lines}

公表した結果
{call_url(call)}
"""
    return Letter(kind=letter_kinds.DECIDED, subject=f"結果のお知らせ：{call.title}", body=body)


def _decision(consultation: Consultation) -> str:
    name = f"{consultation.receipt}　{consultation.topic}"
    if consultation.is_selected:
        return f"【選定】{name}\n希望の日時を、次のページでお知らせください。\n{page_url(consultation)}"
    return f"【見送り】{name}\n理由：{consultation.reason.strip()}\n{page_url(consultation)}"


def deferred(*, consultation: Consultation) -> Letter:
    """A request at any time that is not taken up, and why."""
    body = f"""お申し込みの個別相談は、今回は見送ることになりました。

受付番号：{consultation.receipt}
理由：{consultation.reason.strip()}

お申し込みの内容は、次のページにあります。
{page_url(consultation)}
"""
    subject = f"個別相談のお申し込みについて（{consultation.receipt}）"
    return Letter(kind=letter_kinds.DECIDED, subject=subject, body=body)


def arranged(*, meeting: Meeting, former: Meeting | None, calendar: str) -> Letter:
    """The date, to the department and to the advisor; `former` is the one it takes the place of."""
    consultation = meeting.consultation
    begin = "個別相談の日時が変わりました。" if former else "個別相談の日時が決まりました。"
    before = f"変更前：{former.when_in_words}\n" if former else ""
    why = f"変更の理由：{former.cancel_reason.strip()}\n" if former and former.cancel_reason.strip() else ""
    body = f"""{begin}

{facts_of(meeting)}
{before}{why}
相談の内容、日時の変更、取消しは、次のページにあります。
{page_url(consultation)}

カレンダーに入れるファイル
{calendar_url(consultation)}
"""
    mark = "【変更】" if former else ""
    subject = f"{mark}個別相談の日時：{meeting.when_in_words}"
    return Letter(kind=letter_kinds.ARRANGED, subject=subject, body=body, calendar=calendar)


def meeting_cancelled(*, meeting: Meeting, is_sought_anew: bool, calendar: str) -> Letter:
    """That a date does not hold; `is_sought_anew`: another one is looked for."""
    consultation = meeting.consultation
    after = "別の日時を調整します。決まりしだい、ご連絡します。" if is_sought_anew else "この相談は取り消されました。"
    why = f"理由：{meeting.cancel_reason.strip()}\n" if meeting.cancel_reason.strip() else ""
    body = f"""次の個別相談の日時は、取り消されました。

{facts_of(meeting)}
{why}
{after}
{page_url(consultation)}
"""
    subject = f"【取消し】個別相談の日時：{meeting.when_in_words}"
    return Letter(kind=letter_kinds.CANCELLED, subject=subject, body=body, calendar=calendar)


def cancelled(*, consultation: Consultation) -> Letter:
    """A request that was cancelled before it had a date."""
    why = f"理由：{consultation.reason.strip()}\n" if consultation.reason.strip() else ""
    body = f"""個別相談のお申し込みは、取り消されました。

受付番号：{consultation.receipt}
{consultation.subject}
{why}
{page_url(consultation)}
"""
    subject = f"【取消し】個別相談（{consultation.receipt}）"
    return Letter(kind=letter_kinds.CANCELLED, subject=subject, body=body)


def reminder(*, meeting: Meeting, calendar: str) -> Letter:
    """The day before, to the department and to the advisor."""
    body = f"""明日の個別相談のご案内です。

{facts_of(meeting)}

相談の内容は、次のページにあります。
{page_url(meeting.consultation)}

カレンダーに入れるファイル
{calendar_url(meeting.consultation)}
"""
    subject = f"【明日】個別相談：{meeting.when_in_words}"
    return Letter(kind=letter_kinds.REMINDER, subject=subject, body=body, calendar=calendar)


def shared(*, consultation: Consultation, asks: bool) -> Letter:
    """A note for the department stands on the page; `asks`: whether the summary may be published is asked too."""
    asked = ""
    if asks:
        asked = f"""
ほかの自治体の参考になるように、相談の要約を掲載したいと考えています。
要約を確かめて、掲載してよいか、自治体名を出してよいかをお答えください。答えがあるまで、掲載しません。
{whole(reverse("consultations:summary-agree", args=[consultation.pk]))}
"""
    body = f"""個別相談（{consultation.receipt}）のメモを、次のページに載せました。

{consultation.subject}
{page_url(consultation)}
{asked}"""
    subject = (
        f"個別相談の{'要約の掲載についてお答えください' if asks else 'メモを載せました'}（{consultation.receipt}）"
    )
    return Letter(kind=letter_kinds.SHARED, subject=subject, body=body)


def published(*, summary: Summary) -> Letter:
    """To the department: its summary can be read by all."""
    body = f"""個別相談（{summary.consultation.receipt}）の要約を掲載しました。

{summary.title}
{whole(summary.get_absolute_url())}
"""
    return Letter(kind=letter_kinds.PUBLISHED, subject=f"個別相談の要約を掲載しました：{summary.title}", body=body)


def facts_of(meeting: Meeting) -> str:
    """When, how, where, with whom and about what."""
    place = f"\n場所・参加先：\n{meeting.place.strip()}" if meeting.place.strip() else ""
    return f"""日時：{meeting.when_in_words}
方法：{meeting.get_way_display()}
部署：{meeting.consultation.department}
相手：{meeting.with_whom}
内容：{meeting.consultation.subject}{place}"""


def page_url(consultation: Consultation) -> str:
    return whole(consultation.get_absolute_url())


def call_url(call: Call) -> str:
    return whole(call.get_absolute_url())


def calendar_url(consultation: Consultation) -> str:
    return whole(reverse("consultations:calendar", args=[consultation.pk]))
