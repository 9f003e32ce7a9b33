"""The way into a room, the same for every page and every answer of it."""

from functools import wraps

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from sessions.enums import Audience
from sessions.live import rules
from sessions.live.actions.entering import enter_room
from sessions.live.models import LiveRoom
from sessions.models import StudySession
from studygroup import rules as readers

ENROLLED_AUDIENCES = (Audience.ENROLLED_MUNICIPALITY, Audience.ENROLLED_DEPARTMENT)


def session_of(code: str) -> StudySession:
    """The published session of `code`, or 404."""
    return get_object_or_404(StudySession.objects.live().select_related("series"), code=code)


def room_of(code: str) -> LiveRoom:
    """The room of the published session of `code`, or 404 where none was prepared."""
    rooms = LiveRoom.objects.with_session()
    return get_object_or_404(rooms, study_session__code=code, study_session__live=True)


def wants_json(request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def in_room(view):
    """`view(request, room, member)` for whoever may enter the room; others get 403 with the reason and the way in."""

    @never_cache
    @wraps(view)
    def entered(request, code, **address):
        room = room_of(code)
        if reason := rules.why_no_entry(request.user, room):
            return refusal(request, room, reason)
        return view(request, room, enter_room(room=room, by=request.user), **address)

    return entered


def at_desk(view):
    """`view(request, room, member)` for the room's moderators; others are told that it is the office's."""

    @in_room
    @wraps(view)
    def moderated(request, room, member, **address):
        if not rules.moderates(member):
            return refusal(request, room, "この画面は、運営事務局の方が使います。")
        return view(request, room, member, **address)

    return moderated


def refusal(request, room: LiveRoom, reason: str):
    if wants_json(request):
        return JsonResponse({"error": reason, "code": "refused"}, status=403)
    context = {
        "room": room,
        "study_session": room.study_session,
        "reason": reason,
        "is_for_enrolled": room.audience in ENROLLED_AUDIENCES,
        "is_for_attending": room.audience == Audience.ATTENDING,
        "is_shut_out": readers.is_shut_out(request.user),
        "waits_for_municipality": readers.waits_for_municipality(request.user),
    }
    return render(request, "live/refused.html", context, status=403)
