"""What is still missing of the sessions to come, as the office sees it on the CMS's home.

A hook `session_preparations`: `(study_sessions) -> {key of a session: [what is missing]}`, for what higher apps keep.
"""

from wagtail import hooks

from sessions.enums import Mode
from sessions.models import StudySession


def missing_by_session(study_sessions: list[StudySession]) -> dict[int, list[str]]:
    """For each of `study_sessions` (with their agenda read) the names of what is missing, in the office's order."""
    missing = {study_session.pk: _missing_of(study_session) for study_session in study_sessions}
    for ask in hooks.get_hooks("session_preparations"):
        for key, names in ask(study_sessions).items():
            missing[key].extend(names)
    return missing


def _missing_of(study_session: StudySession) -> list[str]:
    wanted = {
        "日付": study_session.is_on_a_day,
        "時刻": study_session.start,
        "会場": study_session.venue_id or Mode.VENUE not in study_session.modes,
        "オンラインの参加先": study_session.join_url or Mode.ONLINE not in study_session.modes,
        "議題": study_session.agenda,
    }
    return [name for name, there in wanted.items() if not there]
