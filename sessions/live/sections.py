"""What the room adds to the pages of the programme."""

from sessions.live import rules
from sessions.live.models import LiveRoom
from sessions.live.record import timeline
from sessions.models import StudySession
from studygroup.slots import Section


def record(user, study_session: StudySession) -> Section | None:
    """On a session's page, for whoever may enter the room: what was said, asked and answered there."""
    rooms = LiveRoom.objects.with_session().filter(study_session=study_session, closed_at__isnull=False)
    room = rooms.first()
    if room is None or not rules.can_enter(user, room):
        return None
    return Section(40, "live/sections/record.html", {"entries": timeline(room), "room": room})


def way_to_room(user, study_session: StudySession) -> Section | None:
    """Beside a session's facts: the way into its room or its lobby; for the office, opening it."""
    if study_session.is_called_off or not study_session.is_on_a_day:
        return None
    room = LiveRoom.objects.with_session().filter(study_session=study_session).first()
    moderates = rules.can_moderate(user)
    may_enter = room is not None and rules.can_enter(user, room)
    if not (moderates or may_enter):
        return None
    context = {"study_session": study_session, "room": room, "may_enter": may_enter, "moderates": moderates}
    return Section(8, "live/sections/way_to_room.html", context)
