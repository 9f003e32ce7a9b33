"""Consultations for tests: of 立川市 環境課, the department of the cast's coordinator, unless told otherwise."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from qna.consultations.actions.arranging import Date, arrange
from qna.consultations.actions.asking import WishedDate, ask_consultation, wish_for_topics
from qna.consultations.actions.holding import Report, record_consultation, share_with_department
from qna.consultations.enums import HourWay, Way
from qna.consultations.models import Call, Consultation, Criterion, Meeting, OfferedHour, Topic
from qna.consultations.models.consultation import new_key
from qna.enums import Theme
from studygroup.models import Department

SUMMARY = "棟ごとの使用量を一枚の表にまとめるところから始める。"
RECORD = "非公開の記録"
NOTE = "部署へのメモ"


def department_of(user) -> Department:
    return user.current_participations[0].department


def make_call(letters: str = "FNO", **values) -> Call:
    """Open from 18 to 29 October 2021, with a menu and two criteria."""
    defaults = {
        "title": "秋の個別支援",
        "fiscal_year": 2021,
        "description": "専門家が支援します。",
        "opens_on": date(2021, 10, 18),
        "closes_on": date(2021, 10, 29),
        "is_announced": True,
    }
    call = Call.objects.create(**defaults | values)
    for letter in letters:
        Topic.objects.create(call=call, letter=letter, title=f"メニュー{letter}")
    for text in ("今年度に活用する", "関係部署と取り組む"):
        Criterion.objects.create(call=call, text=text)
    return call


def topic_of(call: Call, letter: str) -> Topic:
    return Topic.objects.get(call=call, letter=letter)


def ask(user, **values) -> Consultation:
    """A request at any time, by `user`."""
    defaults = {
        "department": values.get("department") or department_of(user),
        "theme": Theme.MITIGATION,
        "way": Way.ONLINE,
        "body": "庁舎の改修について相談したいことがあります。",
        "wishes": [WishedDate(day=date(2021, 11, 8))],
        "key": new_key(),
        "by": user,
    }
    return ask_consultation(**defaults | values)


def wish(user, call: Call, letters: str = "F", body: str = "来年度の予算に生かしたい。") -> list[Consultation]:
    wanted = {topic_of(call, letter): body for letter in letters}
    return wish_for_topics(call=call, department=department_of(user), way=Way.ONLINE, wanted=wanted, by=user)


def make_hour(advisor, start: str = "2021-11-08T10:00+09:00", minutes: int = 60, **values) -> OfferedHour:
    begin = datetime.fromisoformat(start)
    values = {"way": HourWay.EITHER} | values
    return OfferedHour.objects.create(
        advisor=advisor, starts_at=begin, ends_at=begin + timedelta(minutes=minutes), **values
    )


def on_date(start: str = "2021-11-08T10:00+09:00", advisor=None) -> Date:
    begin = datetime.fromisoformat(start)
    return Date(begin, begin + timedelta(hours=1), advisor)


def fix(consultation: Consultation, office, advisor=None, start: str = "2021-11-08T10:00+09:00", **values) -> Meeting:
    values = {"way": Way.ONLINE, "date": on_date(start, advisor)} | values
    return arrange(consultation=consultation, by=office, **values)


def hold(consultation: Consultation, by, **values) -> Consultation:
    """Held and written down; the clock has to stand after its date."""
    texts = {"private_record": RECORD, "shared_note": NOTE, "title": "省エネの進め方", "summary": SUMMARY}
    report = Report(**texts | values)
    record_consultation(consultation=consultation, report=report, by=by)
    return Consultation.objects.get(pk=consultation.pk)


def share(consultation: Consultation, by) -> Consultation:
    share_with_department(consultation=consultation, by=by)
    return Consultation.objects.get(pk=consultation.pk)


def is_over(call: Call) -> Call:
    """As if its window had ended yesterday."""
    Call.objects.filter(pk=call.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    call.refresh_from_db()
    return call
