"""Letters about a department that ends."""

from django.urls import reverse

from sessions.enrolment.models import Attendance
from studygroup.addresses import whole
from studygroup.models import Department
from studygroup.notices.emails import Letter


def closed(*, department: Department, released: list[Attendance]) -> Letter:
    """To those who share a mailbox of a department that was closed: what was released, and how to go on."""
    lines = "\n".join(_line(one) for one in released)
    told = f"\n次の回の参加の登録を取り消しました。\n{lines}\n" if released else ""
    body = f"""{department}は廃止として登録されました。{department.name}としての参加登録は終わります。
{told}
これまでの登録、質問、資料の記録は残ります。
後継の部署で続けて参加する場合は、次のページから参加登録をしてください。
{whole(reverse("enrolment:start"))}
"""
    return Letter(kind="department_closed", subject=f"{department}の登録を終わりました", body=body)


def _line(attendance: Attendance) -> str:
    study_session = attendance.study_session
    name = f"{attendance.participant.name}さん　{study_session.title}（{study_session.date_in_words}）"
    return f"・{name}　受付番号 {attendance.receipt}"
