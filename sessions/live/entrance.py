"""Who stands behind a connection, what they may read there, and whether that still holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from types import SimpleNamespace

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.utils import timezone

from sessions.enrolment.models import Attendance, Enrolment
from sessions.live import rules
from sessions.live.actions.entering import enter_room
from sessions.live.models import LiveRoom, Stream
from studygroup.actions import has_second_factor
from studygroup.models import Participant, User
from studygroup.rules import needs_second_factor

SIGNED_OUT, NOT_ALLOWED = 4401, 4403


@dataclass(frozen=True)
class Pass:
    """Admission to a stream. `session_key` and `user_id` are what it rests on, and what `fingerprints` looks at."""

    stream_id: int
    room_id: int
    member_id: int
    session_key: str
    user_id: int
    address: tuple[str, str]  # the session's code and the stream's name, to ask again


def admit(session_key: str, code: str, stream_name: str) -> Pass | int:
    """A pass, or the code of closing: SIGNED_OUT, or NOT_ALLOWED for whatever there is not for this person."""
    user = _user_of(session_key)
    if not user.is_authenticated:
        return SIGNED_OUT
    if needs_second_factor(user) and not settings.DEMO and not has_second_factor(user):
        return NOT_ALLOWED
    room = LiveRoom.objects.with_session().filter(study_session__code=code, study_session__live=True).first()
    if room is None or not rules.can_read_stream(user, room, stream_name):
        return NOT_ALLOWED
    stream = Stream.objects.filter(room=room, name=stream_name).first()
    if stream is None:
        return NOT_ALLOWED
    member = enter_room(room=room, by=user)
    return Pass(stream.pk, room.pk, member.pk, session_key, user.pk, (code, stream_name))


def session_key_of(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The key of the session cookie among the headers of a connection; empty where there is none."""
    cookies: SimpleCookie = SimpleCookie()
    for name, value in headers:
        if name == b"cookie":
            try:
                cookies.load(value.decode("latin-1"))
            except CookieError:
                return ""
    found = cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def _user_of(session_key: str):
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key or None)
    return get_user(SimpleNamespace(session=store))


def fingerprints(passes: Iterable[Pass]) -> dict[Pass, int]:
    """For each pass a number that differs once anything has changed on which its right may rest.

    Five questions for any number of readers: sessions, logins, participations, enrolments of their municipalities,
    answers. Who is meant is looked at again by the rules; this only tells whom to look at.
    """
    passes = list(passes)
    users = {one.user_id for one in passes}
    alive = set(
        Session.objects.filter(
            session_key__in={one.session_key for one in passes}, expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    facts: dict[int, list] = {user: [timezone.localdate()] for user in users}
    places: dict[int, str | None] = {}
    logins = User.objects.filter(pk__in=users).order_by("pk", "groups")
    for pk, place, *login in logins.values_list("pk", "municipality", "is_active", "password", "groups"):
        places[pk] = place
        facts[pk].append(login)
    people = Participant.objects.filter(user__in=users).order_by("pk")
    standing = ("user", "pk", "department", "suspended_at", "since", "until", "department__closed_on")
    for user, *rest in people.values_list(*standing):
        facts[user].append(rest)
    answers = Attendance.objects.filter(participant__user__in=users, study_session__live_room__in=_rooms(passes))
    for user, *rest in answers.order_by("pk").values_list("participant__user", "mode", "checked_in_at"):
        facts[user].append(rest)
    enrolled: dict[str, list] = {}
    enrolments = Enrolment.objects.filter(department__municipality__in=set(places.values()) - {None}).order_by("pk")
    for place, *rest in enrolments.values_list("department__municipality", "department", "series", "state"):
        enrolled.setdefault(place, []).append(rest)
    return {
        one: hash(repr((one.session_key in alive, facts[one.user_id], enrolled.get(places.get(one.user_id) or ""))))
        for one in passes
    }


def _rooms(passes: list[Pass]) -> set[int]:
    return {one.room_id for one in passes}
