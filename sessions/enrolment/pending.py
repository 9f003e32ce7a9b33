"""What somebody asked for in the form of enrolment, session by session, before it counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Application
from sessions.enrolment.sheet import seats_free, terms_of
from sessions.models import StudySession


@dataclass(frozen=True)
class Asked:
    """One session with (name, mode) of each person; `free` seats for their municipality, None without a limit."""

    study_session: StudySession
    answers: tuple[tuple[str, AttendanceMode], ...]
    free: int | None

    @property
    def waiting(self) -> list[str]:
        """Those who ask for the venue beyond its free seats, in the order of the form."""
        asking = [name for name, mode in self.answers if mode == AttendanceMode.VENUE]
        return [] if self.free is None else asking[max(self.free, 0) :]

    @property
    def full_in_words(self) -> str:
        """What becomes of those who ask for a seat too many; nothing where all find one."""
        if not self.waiting:
            return ""
        names = "、".join(f"{name}さん" for name in self.waiting)
        left = f"会場は残り{self.free}席です" if self.free and self.free > 0 else "会場は満席です"
        is_online = AttendanceMode.ONLINE in self.study_session.modes
        meanwhile = "オンラインでの参加になります" if is_online else "「参加しない」になります"
        wait = f"{names}は会場のキャンセル待ちに入り、席をご案内するまでは{meanwhile}。"
        return f"{self.study_session.title}の{left}。{wait}"


def asked_for(*, people: Sequence[dict], municipality: str, study_sessions: Iterable[StudySession]) -> list[Asked]:
    """`people` as Application has them, of the municipality with this code, at each of `study_sessions`."""
    study_sessions = list(study_sessions)
    terms = terms_of(study_sessions)
    return [Asked(one, _answers(people, one), seats_free(terms[one.pk], municipality)) for one in study_sessions]


def _answers(people: Sequence[dict], study_session: StudySession) -> tuple[tuple[str, AttendanceMode], ...]:
    given = [(each["name"], each.get("answers", {}).get(study_session.code)) for each in people]
    return tuple((name, AttendanceMode(mode)) for name, mode in given if mode)


def asked_in(applications: Iterable[Application]) -> list[Asked]:
    """What the applications that wait for the office ask for at sessions to come, by day."""
    waiting = [one for one in applications if one.is_waiting]
    found = []
    for application in waiting:
        ahead = StudySession.objects.live().ahead().on_a_day().not_called_off().select_related("series", "venue")
        sessions = ahead.filter(series__in=application.series.all()).prefetch_related("agenda_items")
        found += asked_for(people=application.people, municipality=application.municipality_id, study_sessions=sessions)
    return sorted(found, key=lambda one: one.study_session.date_from)
