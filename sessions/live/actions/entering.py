"""Coming into a room, under which name, and being seen there."""

from datetime import timedelta
from typing import Any

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


def enter_room(*, room: LiveRoom, by) -> RoomMember:
    """The membership of a user, made when they first come in. Raises PermissionDenied with the reason.

    Whoever comes back as what they were changes nothing, and waits for nobody who writes.
    """
    refuse(rules.why_no_entry(by, room))
    standing = _standing_of(by, room)
    known = RoomMember.objects.named().filter(room=room, user=by).first()
    if known is None:
        return _enter_first(room, by, standing)
    if {name: getattr(known, name) for name in standing} != standing:
        for name, value in standing.items():
            setattr(known, name, value)
        known.save(update_fields=["participant", "municipality", "role"])
    return known


def _standing_of(user, room: LiveRoom) -> dict[str, Any]:
    """As what somebody takes part; the office and advisors are of no municipality."""
    role = role_of(user)
    if role:
        return {"role": role, "participant": None, "municipality_id": None}
    person = participation_of(user, room.study_session)
    return {"role": "", "participant": person, "municipality_id": user.municipality_id}


@transaction.atomic
def _enter_first(room: LiveRoom, user, standing: dict[str, Any]) -> RoomMember:
    """With the promises and the name of an earlier room, if there was one."""
    accepted = RoomMember.objects.filter(user=user, accepted_at__isnull=False).order_by("accepted_at").first()
    carried = {"accepted_at": accepted.accepted_at, "shown_as": accepted.shown_as} if accepted else {}
    RoomMember.objects.get_or_create(room=room, user=user, defaults=standing | carried)
    return RoomMember.objects.named().get(room=room, user=user)


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
