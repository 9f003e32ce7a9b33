"""Letters about one session: the answer, the seat, the venue. Addresses stand whole on their own lines."""

from django.urls import reverse

from sessions.dates import moment_in_words
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Attendance
from sessions.models import StudySession
from studygroup.addresses import whole
from studygroup.notices.emails import Letter


def answered(*, people: list[Attendance], study_session: StudySession) -> Letter:
    """The receipt of an answer, of a changed one, or of one taken back: how each of `people` takes part."""
    lines = "\n".join(_line(attendance) for attendance in people)
    body = f"""{study_session.title}の参加方法を受け付けました。

{when_and_where(study_session)}

{lines}
{join_line(people, study_session)}
変更は、次のページでできます。
{attend_url(study_session)}

開催の案内は、次のページにあります。
{page_url(study_session)}
"""
    return Letter(kind="answered", subject=f"参加方法を受け付けました：{study_session.title}", body=body)


def _line(attendance: Attendance) -> str:
    waiting = "（会場のキャンセル待ち）" if attendance.waiting_since else ""
    name = attendance.participant.name
    if not attendance.mode:
        return f"{name}さん：未回答に戻しました　受付番号 {attendance.receipt}は使えません"
    return f"{name}さん：{attendance.get_mode_display()}{waiting}　受付番号 {attendance.receipt}"


def join_line(people: list[Attendance], study_session: StudySession) -> str:
    """For those who signed up online alone: the join link, or where it will stand once there is one."""
    if not any(attendance.mode == AttendanceMode.ONLINE for attendance in people):
        return ""
    if study_session.join_url:
        return f"\nオンラインの参加先\n{study_session.join_url}\n"
    return f"\nオンラインの参加先は、決まりしだいマイページに載ります。\n{whole(reverse('enrolment:my'))}\n"


def seat_offered(*, attendance: Attendance) -> Letter:
    """A seat is free for someone on the waiting list, who says until a moment whether they take it."""
    name, until = attendance.study_session.title, moment_in_words(attendance.offered_until)
    body = f"""{name}の会場に空きが出ました。
{attendance.participant.name}さんの席を確保しています。

{when_and_where(attendance.study_session)}

会場で参加する場合は、{until}までに、次のページで「会場で参加する」を押してください。
期限を過ぎると、席は次の方に移ります。
{attend_url(attendance.study_session)}
"""
    return Letter(kind="seat_offered", subject=f"会場の席をご案内します：{name}（{until}まで）", body=body)


def seat_lapsed(*, attendance: Attendance) -> Letter:
    """The offered seat was not taken in time."""
    body = f"""{attendance.study_session.title}の会場の席は、期限までにお返事がなかったため、次の方に移しました。

{attendance.participant.name}さんの参加方法は「{attendance.get_mode_display()}」です。
変更は、次のページでできます。
{attend_url(attendance.study_session)}
"""
    return Letter(
        kind="seat_offered", subject=f"会場の席のご案内を終わりました：{attendance.study_session.title}", body=body
    )


def moved_online(*, people: list[Attendance], study_session: StudySession, reason: str) -> Letter:
    """The venue fell away, and everyone signed up for it is online now."""
    names = "\n".join(f"{attendance.participant.name}さん　受付番号 {attendance.receipt}" for attendance in people)
    link = f"オンラインの参加先\n{study_session.join_url}\n" if study_session.join_url else ""
    body = f"""{study_session.title}は、会場での開催を取りやめ、オンラインで開催します。
理由：{reason}

会場参加で登録されていた次の方は、オンライン参加に変更しました。手続きは必要ありません。
{names}

{when_and_where(study_session)}
{link}
参加方法の変更は、次のページでできます。
{attend_url(study_session)}
"""
    return Letter(kind="moved_online", subject=f"オンライン開催に変わりました：{study_session.title}", body=body)


def when_and_where(study_session: StudySession) -> str:
    """The day, the hours and the venue, as far as they are announced."""
    hours = ""
    if study_session.start:
        hours = f" {study_session.start:%-H:%M}"
        hours += f"〜{study_session.end:%-H:%M}" if study_session.end else "から"
    place = study_session.venue.name if study_session.venue else study_session.town
    return f"日時：{study_session.date_in_words}{hours}" + (f"\n会場：{place}" if place else "")


def page_url(study_session: StudySession) -> str:
    return whole(study_session.get_url() or "")


def attend_url(study_session: StudySession) -> str:
    return whole(reverse("enrolment:attendance-answer", args=[study_session.code]))
