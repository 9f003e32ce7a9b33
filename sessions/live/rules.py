"""Who may enter a room, read which stream of it, and write what. A `why_` gives the reason in words, or nothing.

Entering asks about a user; in the room whoever acts is its member (`by`).
"""

from datetime import timedelta

from django.utils import timezone

from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.rules import in_audience
from sessions.enums import Audience, Policy
from sessions.live.enums import MessageState, StreamName
from sessions.live.models import LiveRoom, Message, RoomMember
from sessions.models import StudySession
from studygroup import rules
from studygroup.enums import Role

OWN_CHANGES = timedelta(minutes=5)
CALL_OPENS = timedelta(minutes=30)
DEFAULT_AUDIENCE = {Policy.STAFF: Audience.STAFF, Policy.ENROLLED: Audience.ENROLLED_DEPARTMENT}
NO_ENTRY = {
    Audience.PUBLIC: "この部屋には、ログインした方が入れます。",
    Audience.STAFF: "この部屋には、62市区町村の職員が入れます。",
    Audience.ENROLLED_MUNICIPALITY: "この部屋には、参加登録をした自治体の職員が入れます。",
    Audience.ENROLLED_DEPARTMENT: "この部屋には、参加登録をした部署の方が入れます。",
    Audience.ATTENDING: "この部屋には、この回に参加を申し込んだ方が入れます。",
}


def audience_of(study_session: StudySession) -> str:
    """Who enters the room of a session unless the office says otherwise: those whom the series is for."""
    return DEFAULT_AUDIENCE[Policy(study_session.series.policy)]


def why_no_entry(user, room: LiveRoom) -> str:
    """Why `user` may not enter, by the room's audience; a suspended login has no audience."""
    if not user.is_authenticated:
        return "部屋に入るには、ログインしてください。"
    if in_audience(user, room.audience, room.study_session) and not rules.is_shut_out(user):
        return ""
    return NO_ENTRY[Audience(room.audience)]


def can_enter(user, room: LiveRoom) -> bool:
    return not why_no_entry(user, room)


def can_moderate(user) -> bool:
    """Open and close a room, and everything on the moderators' console: the secretariat."""
    return rules.is_secretariat(user)


def can_read_stream(user, room: LiveRoom, name: str) -> bool:
    """Everyone's stream is for whoever may enter, the desk's for moderators; other names are unknown."""
    if name == StreamName.DESK:
        return can_moderate(user)
    return name == StreamName.ROOM and can_enter(user, room)


def moderates(member: RoomMember) -> bool:
    return member.role == Role.SECRETARIAT


def why_silent(member: RoomMember, room: LiveRoom) -> str:
    """Why `member` may write nothing at all in `room` now."""
    if room.closed_at:
        return "この部屋は終了しました。書き込みはできません。"
    if not room.is_open:
        return "この部屋は、まだ開いていません。"
    if member.role:
        return ""
    if member.muted_at:
        return "事務局が、あなたの書き込みを止めています。くわしくは事務局にお問い合わせください。"
    if not member.accepted_at:
        return "書き込む前に、参加の約束を確認してください。"
    return ""


def why_no_message(member: RoomMember, room: LiveRoom) -> str:
    """Why `member` may not chat: `why_silent`, or the chat is closed, which does not bind the office."""
    if reason := why_silent(member, room):
        return reason
    return "" if room.is_chat_open or member.role else "事務局が、チャットへの書き込みを止めています。"


def can_change_message(member: RoomMember, message: Message) -> bool:
    """One's own words, while they are shown, for five minutes."""
    is_own = message.author_id == member.pk and message.state == MessageState.SHOWN
    return is_own and timezone.now() - message.at <= OWN_CHANGES


def can_join_call(member: RoomMember, room: LiveRoom) -> bool:
    """The link to the call is for those who signed up online, from half an hour before the start; the office has it."""
    study_session = room.study_session
    if not study_session.join_url:
        return False
    if member.role:
        return True
    if not (study_session.starts_at and timezone.now() >= study_session.starts_at - CALL_OPENS):
        return False
    online = study_session.attendances.filter(mode=AttendanceMode.ONLINE, participant=member.participant_id)
    return member.participant_id is not None and online.exists()
