"""Coming into a room, under which name, and being seen there."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sessions.enrolment.actions.desk import set_attended
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Attendance
from sessions.live import rules
from sessions.live.actions.log import refuse
from sessions.live.models import LiveRoom, Presence, RoomMember
from sessions.live.naming import participation_of, role_of

SAME_STRETCH = timedelta(minutes=3)
LONG_ENOUGH = timedelta(minutes=10)


@transaction.atomic
def enter_room(*, room: LiveRoom, by) -> RoomMember:
    """The membership of a user, made when they first come in. Raises PermissionDenied with the reason."""
    refuse(rules.why_no_entry(by, room))
    role = role_of(by)
    participant = None if role else participation_of(by, room.study_session)
    municipality_id = None if role else by.municipality_id
    accepted = RoomMember.objects.filter(user=by, accepted_at__isnull=False).order_by("accepted_at").first()
    member, is_new = RoomMember.objects.select_related("participant__department", "municipality", "user").get_or_create(
        room=room,
        user=by,
        defaults={
            "participant": participant,
            "municipality_id": municipality_id,
            "role": role,
            "accepted_at": accepted and accepted.accepted_at,
            "shown_as": accepted.shown_as if accepted else RoomMember.shown_as.field.default,
        },
    )
    standing = (participant, municipality_id, role)
    if not is_new and (member.participant, member.municipality_id, member.role) != standing:
        member.participant, member.municipality_id, member.role = standing
        member.save(update_fields=["participant", "municipality", "role"])
    return member


@transaction.atomic
def accept_promises(*, shown_as: str, by: RoomMember) -> None:
    """Say once that one knows how a room works, and under which name one takes part; both hold for later rooms too."""
    by.accepted_at = by.accepted_at or timezone.now()
    by.shown_as = shown_as
    by.save(update_fields=["accepted_at", "shown_as"])


@transaction.atomic
def see_members(*, members: list[int]) -> None:
    """Note that these are there now; a stretch of presence goes on, or a new one begins."""
    now = timezone.now()
    RoomMember.objects.filter(pk__in=members).update(seen_at=now)
    going_on = Presence.objects.filter(member__in=members, seen_at__gte=now - SAME_STRETCH)
    known = set(going_on.values_list("member", flat=True))
    going_on.update(seen_at=now)
    Presence.objects.bulk_create([Presence(member_id=pk) for pk in set(members) - known])


def feed_attendance(*, room: LiveRoom, by: RoomMember) -> int:
    """Who signed up for the network and was in the room for ten minutes in all attended, unless it was said by hand.

    Returns how many. Whoever was at the venue is the desk's.
    """
    there: dict[int, timedelta] = {}
    stretches = Presence.objects.filter(member__room=room, member__participant__isnull=False)
    for participant, came, left in stretches.values_list("member__participant", "came_at", "seen_at"):
        there[participant] = there.get(participant, timedelta()) + (left - came)
    enough = [participant for participant, length in there.items() if length >= LONG_ENOUGH]
    unsaid = Attendance.objects.filter(
        study_session=room.study_session,
        participant__in=enough,
        mode__in=(AttendanceMode.ONLINE, AttendanceMode.STREAM),
        attended__isnull=True,
        checked_in_at__isnull=True,
    )
    attended: dict[int, bool | None] = {attendance.pk: True for attendance in unsaid}
    return set_attended(study_session=room.study_session, attended=attended, by=by.user)
