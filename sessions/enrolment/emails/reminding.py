"""Letters that remind of a session, and tell what became of it. Addresses stand whole on their own lines."""

from django.urls import reverse

from sessions.enrolment import letter_kinds
from sessions.enrolment.emails.attending import attend_url, join_line, page_url, when_and_where
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Attendance
from sessions.models import StudySession
from studygroup.addresses import whole
from studygroup.notices.emails import Letter


def reminder(
    *, people: list[Attendance], study_session: StudySession, kind: str, calendar: str, takes_answers: bool
) -> Letter:
    """The day before or in the morning, to those who share a mailbox; the join link where one of them is online."""
    day = "本日" if kind == letter_kinds.MORNING else "明日"
    body = f"""{day}{study_session.date_in_words}の{study_session.title}のご案内です。

{when_and_where(study_session)}{_way_there(people, study_session)}

{_names(people)}
{join_line(people, study_session)}
{_way_to_change(study_session, takes_answers)}

開催の案内
{page_url(study_session)}

カレンダーに入れるファイル
{calendar_url(study_session)}
"""
    return Letter(kind=kind, subject=f"【{day}】{study_session.title}のご案内", body=body, calendar=calendar)


def changed(*, people: list[Attendance], study_session: StudySession, texts: list[str], calendar: str) -> Letter:
    """The day, the hours or the venue of a session that `people` signed up for are others now."""
    sentences = "\n".join(f"・{text}" for text in texts)
    body = f"""参加を登録されている{study_session.title}に、変更がありました。

{sentences}

変更後のご案内
{when_and_where(study_session)}

{_names(people)}

ご都合が変わるときは、次のページで参加方法を変更してください。
{attend_url(study_session)}

開催の案内
{page_url(study_session)}

カレンダーに入れるファイル
{calendar_url(study_session)}
"""
    subject = f"【変更】{study_session.title}"
    return Letter(kind=letter_kinds.CHANGED, subject=subject, body=body, calendar=calendar)


def called_off(*, people: list[Attendance], study_session: StudySession, calendar: str) -> Letter:
    """The session that `people` signed up for does not take place as announced, and why."""
    state = study_session.get_state_display()
    stand_ins = "".join(f"\n振替先：{page.title}（{page.date_in_words}）" for page in study_session.replacements)
    consequence = f"\n{study_session.consequence.strip()}" if study_session.consequence.strip() else ""
    body = f"""{study_session.date_in_words}に予定していた{study_session.title}は、{state}になりました。

理由：{study_session.reason.strip()}{stand_ins}{consequence}

参加を登録されていた方
{_names(people)}

手続きは必要ありません。くわしくは、次のページをご覧ください。
{page_url(study_session)}
"""
    subject = f"【{state}】{study_session.title}"
    return Letter(kind=letter_kinds.CALLED_OFF, subject=subject, body=body, calendar=calendar)


def _way_to_change(study_session: StudySession, takes_answers: bool) -> str:
    if takes_answers:
        return f"参加方法を変更するときは、次のページをご覧ください。\n{attend_url(study_session)}"
    return f"参加方法の受付は終わりました。ご都合が変わったときは、事務局へご連絡ください。\n{whole('/contact/')}"


def _names(people: list[Attendance]) -> str:
    return "\n".join(
        f"{one.participant.name}さん：{one.get_mode_display()}　受付番号 {one.receipt}"
        + ("（会場のキャンセル待ち）" if one.waiting_since else "")
        for one in people
    )


def _way_there(people: list[Attendance], study_session: StudySession) -> str:
    """Where the hall is and how to get there, for those who come to it."""
    venue = study_session.venue
    if venue is None or all(one.mode != AttendanceMode.VENUE for one in people):
        return ""
    lines = [f"所在地：{venue.address}"] if venue.address else []
    lines += [f"交通・入口：{venue.access.strip()}"] if venue.access.strip() else []
    if study_session.reception:
        lines.insert(0, f"受付開始：{study_session.reception:%-H:%M}")
    return "".join(f"\n{line}" for line in lines)


def calendar_url(study_session: StudySession) -> str:
    return whole(reverse("study_sessions:session-file", args=[study_session.code]))
