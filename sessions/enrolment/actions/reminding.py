"""What those who signed up for a session are told without asking: that it comes, that it changed, that it is off."""

from collections.abc import Callable, Iterable
from datetime import date, time, timedelta

from django.db import transaction
from django.utils import timezone

from sessions.changes import changes_between
from sessions.enrolment import letter_kinds
from sessions.enrolment.actions.answering import why_closed
from sessions.enrolment.actions.seats import sign_up_of
from sessions.enrolment.emails import reminding
from sessions.enrolment.models import Attendance
from sessions.enums import CALLED_OFF_STATES
from sessions.ical import calendar_of
from sessions.models import StudySession
from studygroup.models import Participant
from studygroup.notices.actions import post_to_many
from studygroup.notices.emails import Letter, Reader

EVE_FROM = time(9)
MORNING_FROM = time(7)
# Of what sessions.changes tells, that for which somebody rearranges their day.
WHEN = ("date", "reception", "start", "end")
WHERE = ("place",)


def post_reminders() -> int:
    """From nine o'clock remind of tomorrow's sessions, from seven in the morning of today's that have not begun.

    May be called any number of times: a mailbox is reminded once of a session's day. Returns how many letters.
    """
    now = timezone.localtime()
    count = 0
    if now.time() >= MORNING_FROM:
        for study_session in _held_on(now.date()):
            if not (study_session.starts_at and study_session.starts_at <= now):
                count += _remind(study_session, letter_kinds.MORNING)
    if now.time() >= EVE_FROM:
        for study_session in _held_on(now.date() + timedelta(days=1)):
            count += _remind(study_session, letter_kinds.EVE)
    return count


def _held_on(day: date) -> Iterable[StudySession]:
    return StudySession.objects.live().on_a_day().not_called_off().filter(date_from=day).select_related("venue")


@transaction.atomic
def _remind(study_session: StudySession, kind: str) -> int:
    calendar = _calendar_of(study_session)
    takes_answers = not why_closed(study_session, sign_up_of(study_session))
    return _tell(
        people=_signed_up(study_session).there_in_time(),
        letter_of=lambda people: reminding.reminder(
            people=people, study_session=study_session, kind=kind, calendar=calendar, takes_answers=takes_answers
        ),
        about=study_session,
        key=f"{kind}:{study_session.pk}:{study_session.date_from}",
    )


@transaction.atomic
def tell_change(*, study_session: StudySession, before: dict, after: dict) -> int:
    """Tell those signed up that a published session is at another time or place, or called off; see `facts_of`.

    Of another venue alone only those are told who come to it. Sessions that are past tell nothing. Returns how many
    letters were posted.
    """
    is_off = after["state"] in CALLED_OFF_STATES
    if study_session.is_past:
        return 0
    if is_off:
        return _tell_called_off(study_session, before) if before["state"] != after["state"] else 0
    resumes = before["state"] in CALLED_OFF_STATES
    everybody = resumes or any(before[name] != after[name] for name in WHEN)
    told = before | {name: after[name] for name in (*WHEN, *WHERE)} | ({"state": after["state"]} if resumes else {})
    texts = changes_between(before, told)
    if not texts:
        return 0
    people = _signed_up(study_session)
    calendar = _calendar_of(study_session)
    return _tell(
        people=people if everybody else people.holding_a_seat(),
        letter_of=lambda people: reminding.changed(
            people=people, study_session=study_session, texts=texts, calendar=calendar
        ),
        about=study_session,
        key=_key_of_change(study_session),
    )


def _tell_called_off(study_session: StudySession, before: dict) -> int:
    calendar = _calendar_of(study_session)
    return _tell(
        people=_signed_up(study_session),
        letter_of=lambda people: reminding.called_off(people=people, study_session=study_session, calendar=calendar),
        about=study_session,
        key=_key_of_change(study_session),
    )


def _key_of_change(study_session: StudySession) -> str:
    """Each change that was recorded is told once."""
    return f"changed:{study_session.pk}:{study_session.changes.count()}"


def _signed_up(study_session: StudySession):
    """Whoever takes part in some way or waits for a seat."""
    rows = Attendance.objects.filter(study_session=study_session)
    there = rows.taking_part() | rows.filter(waiting_since__isnull=False)
    return there.select_related("participant__user", "participant__department__municipality").order_by("pk")


def _calendar_of(study_session: StudySession) -> str:
    """The file of the session as it stands, empty while it has no day."""
    dated = StudySession.objects.on_a_day().filter(pk=study_session.pk).with_agenda().with_sequence()
    return calendar_of(dated, study_session.title).decode() if dated.exists() else ""


def _tell(*, people, letter_of: Callable[[list[Attendance]], Letter], about: StudySession, key: str) -> int:
    """One letter to each mailbox, with all who share it; the people are known by their receipts meanwhile."""
    by_receipt = {one.receipt: one for one in people if one.participant.is_current}
    readers = [
        Reader(name=receipt, mail=mail, user=user)
        for receipt, one in by_receipt.items()
        for mail, user in ways_to(one.participant)
    ]
    letters = post_to_many(
        letter_for=lambda receipts: letter_of([by_receipt[receipt] for receipt in dict.fromkeys(receipts)]),
        readers=readers,
        about=about,
        key=key,
        by=None,
    )
    return len(letters)


def ways_to(person: Participant) -> list[tuple[str, object]]:
    """(mailbox, login) of the person; of someone with neither, those of the colleagues who speak for the department."""
    if person.user_id or person.mail:
        return [(person.mail, person.user)]
    colleagues = person.department.participants.filter(is_coordinator=True).select_related("user", "department")
    return [(one.mail, one.user) for one in colleagues if one.is_current and (one.user_id or one.mail)]
