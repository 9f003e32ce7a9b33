"""As what somebody takes part, and how their name stands beside what they write."""

from sessions.live.enums import ShownAs
from sessions.live.models import RoomMember
from sessions.models import StudySession
from studygroup.enums import Role
from studygroup.models import Participant

ROLE_NAMES = {Role.SECRETARIAT: "事務局", Role.ORGANISER: "主催者", Role.ADVISOR: "アドバイザー"}
NAMELESS = "匿名"


def role_of(user) -> str:
    """The role whose badge somebody of the office wears in the room; nothing for those of a municipality."""
    return next((role for role in ROLE_NAMES if role in user.roles), Role.SECRETARIAT if user.is_superuser else "")


def participation_of(user, study_session: StudySession) -> Participant | None:
    """Who `user` is in the room: the one who signed up for the session, else the first that counts today."""
    current = user.current_participations
    signed_up = set(study_session.attendances.filter(participant__in=current).values_list("participant", flat=True))
    return next((person for person in current if person.pk in signed_up), current[0] if current else None)


def name_of(member: RoomMember) -> str:
    """「甲市 環境政策課 見本 花子」, as much of it as the member chose; for the office its role."""
    if member.role:
        return ROLE_NAMES[member.role]
    place = member.municipality.name if member.municipality else ""
    if member.shown_as == ShownAs.MUNICIPALITY and place:
        return place
    department = member.participant.department.name if member.participant else ""
    name = member.participant.name if member.participant else member.user.get_full_name()
    parts = [place, department, name if member.shown_as == ShownAs.FULL or not department else ""]
    return " ".join(filter(None, parts))
