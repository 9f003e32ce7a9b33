"""To whom the office writes: named groups of people, each with a key for its address and a draft to start from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from sessions.dates import fiscal_year_of, moment_in_words
from sessions.enrolment import worklist
from sessions.enrolment.actions.answering import closes_at
from sessions.enrolment.actions.reminding import ways_to
from sessions.enrolment.emails.attending import attend_url, page_url, when_and_where
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Attendance, SignUp, YearlyConfirmation
from sessions.enrolment.rules.yearly import year_to_confirm
from sessions.models import Series, StudySession
from studygroup.addresses import whole
from studygroup.models import Municipality, Participant
from studygroup.notices.actions import ways_of_mailing
from studygroup.notices.actions.mailings import Ways
from studygroup.notices.emails import Reader


@dataclass(frozen=True)
class Audience:
    """`people` are written to; `municipalities` are only listed: nobody there is known."""

    key: str
    label: str
    people: tuple[Participant, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    subject: str = ""
    body: str = ""

    @cached_property
    def ways(self) -> list[tuple[Participant, list]]:
        """Each of them with the ways there are to tell them; through colleagues for people without a mailbox."""
        return [(person, ways_to(person)) for person in self.people]

    @property
    def readers(self) -> list[Reader]:
        return [Reader(name=person.name, mail=mail, user=user) for person, ways in self.ways for mail, user in ways]

    @cached_property
    def told(self) -> Ways:
        return ways_of_mailing(self.readers)

    @cached_property
    def mailboxes(self) -> list[tuple[str, list[str]]]:
        """(address, the names of those who share it), as the letters go out."""
        sharing = self.told.mailboxes.items()
        return [(address, list(dict.fromkeys(reader.name for reader in readers))) for address, readers in sharing]

    @property
    def count_in_words(self) -> str:
        """「メール 3通、まとめて 1名、サイトだけ 1名」"""
        parts = [f"メール {len(self.mailboxes)}通"]
        parts += [f"まとめて {len(self.told.by_digest)}名"] if self.told.by_digest else []
        parts += [f"サイトだけ {len(self.told.on_site)}名"] if self.told.on_site else []
        return "、".join(parts)

    @property
    def reached(self) -> int:
        return len(self.people) - len(self.unreachable)

    @cached_property
    def unreachable(self) -> list[Participant]:
        return [person for person, ways in self.ways if not ways]


@dataclass(frozen=True)
class Choice:
    """An entry of the select, before anybody is read."""

    key: str
    label: str


@dataclass(frozen=True)
class Group:
    label: str
    choices: list[Choice] = field(default_factory=list)


OF_SESSION = {
    "unanswered": "の参加方法が未回答",
    "venue": "の会場参加",
    "online": "のオンライン参加",
    "coming": "に参加する人すべて",
    "waiting": "の会場のキャンセル待ち",
}
OF_SERIES = {"coordinators": "の登録部署の窓口", "members": "の登録部署の全員", "unenrolled": "に未登録の自治体"}
UNCONFIRMED = "unconfirmed"


def groups() -> list[Group]:
    """Everything that can be chosen now: the sessions to come, the series that departments enrol in, the new year."""
    sessions = [
        Group(
            f"{one.title}（{one.date_in_words}）",
            [Choice(f"{kind}:{one.code}", _name(one) + words) for kind, words in OF_SESSION.items()],
        )
        for one in worklist.sessions_ahead()
    ]
    year = fiscal_year_of(timezone.localdate())
    series = [
        Group(
            f"{one.title}（{year}年度）",
            [Choice(f"{kind}:{one.key}:{year}", one.title + words) for kind, words in OF_SERIES.items()],
        )
        for one in enrolling_series()
    ]
    confirmed = year_to_confirm()
    words = f"{confirmed}年度の継続が未確認"
    return [*sessions, *series, Group("年度の更新", [Choice(f"{UNCONFIRMED}:{confirmed}", words)])]


def enrolling_series():
    """The series that departments enrol in."""
    return Series.objects.live().open_to_enrolment().in_order()


def find_audience(key: str) -> Audience | None:
    """The group with this key, its people read now; None for what is no key."""
    kind, _, rest = key.partition(":")
    if kind in OF_SESSION:
        study_session = StudySession.objects.live().select_related("series", "venue").filter(code=rest).first()
        return _of_session(kind, study_session) if study_session else None
    if kind in OF_SERIES:
        series_key, _, year = rest.partition(":")
        series = Series.objects.live().filter(key=series_key).first()
        return _of_series(kind, series, int(year)) if series and _is_year(year) else None
    if kind == UNCONFIRMED and _is_year(rest):
        return _of_unconfirmed(int(rest))
    return None


def _is_year(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) == 4


def _name(study_session: StudySession) -> str:
    """As a sentence of the office has it: 「緩和策分科会 第2回」."""
    return study_session.title


def _of_session(kind: str, study_session: StudySession) -> Audience:
    people = worklist.unanswered(study_session) if kind == "unanswered" else _attending(kind, study_session)
    ask = kind == "unanswered"
    return Audience(
        key=f"{kind}:{study_session.code}",
        label=_name(study_session) + OF_SESSION[kind],
        people=tuple(people),
        subject=f"【参加方法のお願い】{study_session.title}" if ask else f"{study_session.title}のご案内",
        body=_asking(study_session) if ask else _telling(study_session),
    )


CHOSEN: dict[str, Callable] = {
    "venue": lambda rows: rows.filter(mode=AttendanceMode.VENUE),
    "online": lambda rows: rows.filter(mode=AttendanceMode.ONLINE),
    "coming": lambda rows: rows.taking_part(),
    "waiting": lambda rows: rows.filter(waiting_since__isnull=False),
}


def _attending(kind: str, study_session: StudySession) -> Iterable[Participant]:
    rows = CHOSEN[kind](Attendance.objects.filter(study_session=study_session))
    return worklist.current_people().filter(pk__in=rows.values("participant"))


def _asking(study_session: StudySession) -> str:
    sign_up = SignUp.objects.filter(study_session=study_session).first() or SignUp(study_session=study_session)
    closes = closes_at(study_session, sign_up)
    until = f"{moment_in_words(closes)}までに、" if closes else ""
    return f"""{study_session.title}の参加方法が、まだ登録されていません。
{until}次のページで参加方法をお選びください（参加しない場合も、お知らせください）。
{attend_url(study_session)}

{when_and_where(study_session)}

開催の案内
{page_url(study_session)}
"""


def _telling(study_session: StudySession) -> str:
    return f"""{study_session.title}について、お知らせします。



{when_and_where(study_session)}

開催の案内
{page_url(study_session)}
"""


def _of_series(kind: str, series: Series, year: int) -> Audience:
    key, label = f"{kind}:{series.key}:{year}", f"{series.title}（{year}年度）{OF_SERIES[kind]}"
    if kind == "unenrolled":
        rows = worklist.not_enrolled(fiscal_year=year, series=series)
        return Audience(key=key, label=label, municipalities=tuple(row.municipality for row in rows))
    people = worklist.enrolled_people(series=[series.pk], fiscal_year=year)
    if kind == "coordinators":
        people = people.filter(is_coordinator=True)
    body = f"""{series.title}について、お知らせします。



{series.title}のページ
{whole(series.get_url() or "")}
"""
    return Audience(key=key, label=label, people=tuple(people), subject=f"{series.title}のお知らせ", body=body)


def _of_unconfirmed(year: int) -> Audience:
    asked = YearlyConfirmation.objects.filter(fiscal_year=year, finished_at=None).first()
    until = f"{asked.suspends_on:%-m月%-d日}までに、" if asked else ""
    body = f"""{year}年度も続けて参加されるかどうかの確認が、まだ済んでいません。
{until}マイページで、継続する方と交代する方をお知らせください。
{whole(reverse("enrolment:my"))}
"""
    return Audience(
        key=f"{UNCONFIRMED}:{year}",
        label=f"{year}年度の継続が未確認",
        people=tuple(worklist.unconfirmed(year)),
        subject=f"【確認のお願い】{year}年度の参加の継続",
        body=body,
    )
