"""What the reception desk reads: receipts and QR codes, the words a person is found by, how a session is named."""

import re
import unicodedata
from typing import NamedTuple

from sessions.enrolment.actions.retention import LEAVER
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Attendance
from sessions.models import StudySession
from studygroup.folding import fold
from studygroup.models import Participant

HYPHENS = str.maketrans("‐‑‒–—―−ー", "-" * 8)
RECEIPT = re.compile(r"(?:(?P<code>[a-z0-9]+(?:-[a-z0-9]+)+)\s+)?a\s*-?\s*(?P<number>\d{1,10})")


class Receipt(NamedTuple):
    """A receipt as it was read; `code` is the session's where the text named it, as a QR code does."""

    code: str
    number: int


def read_receipt(text: str) -> Receipt | None:
    """The receipt in `text` (「mitigation-2021-2 A-00012」「A-00012」「ａ１２」), or None where it holds none."""
    plain = unicodedata.normalize("NFKC", text).translate(HYPHENS).strip().lower()
    found = RECEIPT.fullmatch(plain)
    return Receipt(found["code"] or "", int(found["number"])) if found else None


def search_text(attendance: Attendance) -> str:
    """The folded words that somebody on the list is found by: name, kana, municipality, department, number."""
    person = attendance.participant
    words = [person.name, person.kana, person.department.name, attendance.receipt, attendance.receipt.replace("-", "")]
    return "\n".join([person.department.municipality.search_text, *map(fold, words)])


def matches(attendance: Attendance, words: str) -> bool:
    """Whether every one of the `words`, parted by spaces, is found in `attendance`."""
    known = search_text(attendance)
    return all(fold(word) in known for word in words.split())


def called(participant: Participant) -> str:
    """「見本 花子さん」; of somebody whose name is forgotten, what stands for it."""
    return participant.name if participant.name == LEAVER else f"{participant.name}さん"


def label_of(study_session: StudySession) -> str:
    """「適応策分科会 第2回（10月27日）」"""
    day = study_session.date_from
    when = f"{day.month}月{day.day}日" if study_session.is_on_a_day else study_session.date_in_words
    return f"{study_session.title}（{when}）"


def tag_of(attendance: Attendance, study_session: StudySession) -> str:
    """What stands beside a name: why it is not signed up for the venue, where the session has one."""
    is_usual = study_session.is_online_only and attendance.mode in (AttendanceMode.ONLINE, AttendanceMode.STREAM)
    return "" if is_usual else why_not_venue(attendance)


def hindrance_of(attendance: Attendance) -> str:
    """What the desk says instead of checking somebody in as they signed up, or nothing; without a venue, nothing."""
    return "" if attendance.study_session.is_online_only else why_not_venue(attendance)


def why_not_venue(attendance: Attendance) -> str:
    """The sentence for somebody who is not signed up for the venue, or nothing."""
    if attendance.mode == AttendanceMode.VENUE:
        return ""
    if attendance.waiting_since:
        return "会場のキャンセル待ちです"
    if attendance.mode == AttendanceMode.ABSENT:
        return "当日参加です" if attendance.is_walk_in else "「参加しない」の登録です"
    label = attendance.get_mode_display()
    return f"{label}参加の登録です" if attendance.mode == AttendanceMode.ONLINE else f"{label}の登録です"
