"""When two sessions want one person at the same time."""

from collections.abc import Iterable
from datetime import datetime

from sessions.enrolment.models import Attendance
from sessions.models import StudySession
from studygroup.models import Participant


def overlapping(participant: Participant, study_session: StudySession) -> list[Attendance]:
    """What else `participant` is signed up for at the hours of `study_session`, other than what both hold in common."""
    return overlapping_of([participant], study_session).get(participant.pk, [])


def overlapping_of(people: Iterable[Participant], study_session: StudySession) -> dict[int, list[Attendance]]:
    """`overlapping` for several people at once, by the key of each who has any."""
    if not study_session.starts_at:
        return {}
    same_day = Attendance.objects.there_in_time().filter(
        participant__in=people, study_session__date_from=study_session.date_from
    )
    rows = same_day.exclude(study_session=study_session).select_related("study_session")
    found: dict[int, list[Attendance]] = {}
    for row in rows.prefetch_related("study_session__agenda_items"):
        if collide(study_session, row.study_session):
            found.setdefault(row.participant_id, []).append(row)
    return found


def collide(one: StudySession, other: StudySession) -> bool:
    """Whether the hours of two sessions overlap in more than an agenda item of both (product rules, 共通開催).

    False while the hours of either are not announced, and for what was called off.
    """
    if one.is_called_off or other.is_called_off:
        return False
    if not (one.starts_at and one.ends_at and other.starts_at and other.ends_at):
        return False
    start, end = max(one.starts_at, other.starts_at), min(one.ends_at, other.ends_at)
    return start < end and not _is_held_in_common(start, end, one, other)


def _is_held_in_common(start: datetime, end: datetime, one: StudySession, other: StudySession) -> bool:
    """Whether items of both agendas fill the time from `start` to `end`."""
    theirs = {item.shared_item_id for item in other.agenda_items.all()}
    shared = [item.shared_item for item in one.agenda_items.all() if item.shared_item_id in theirs - {None}]
    reached = start
    for item in sorted((item for item in shared if item.starts_at and item.ends_at), key=lambda item: item.starts_at):
        if item.starts_at <= reached:
            reached = max(reached, item.ends_at)
    return reached >= end
