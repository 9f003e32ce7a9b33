"""The room itself, and the lobby in front of it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from sessions.live import rules
from sessions.live.enums import StreamName
from sessions.live.forms import PromiseForm
from sessions.live.models import PollAnswer, Stream, Vote
from sessions.live.views.gate import in_room
from sessions.live.views.reading import first_state

DOWNLOAD_BYTES = 1024 * 1024


@require_safe
@ensure_csrf_cookie
@in_room
def room(request, room, member):
    """The room with everything that stands in it; until it is opened, the lobby."""
    if not room.opened_at:
        return redirect("live:lobby", code=room.study_session.code)
    stream = Stream.objects.select_related("room__study_session").get(room=room, name=StreamName.ROOM)
    context = around(request, room, member) | {
        "state": first_state(stream),
        "client": {
            "code": room.study_session.code,
            "member": member.pk,
            "role": member.role,
            "moderates": rules.moderates(member),
            "isSilent": bool(rules.why_silent(member, room)),
            "votes": list(Vote.objects.filter(member=member).values_list("question", flat=True)),
            "answers": list(PollAnswer.objects.of(member).values_list("poll", flat=True)),
            "questions": list(member.questions.values_list("pk", flat=True)),
            "agenda": {str(item.uid): item.title for item in room.study_session.agenda_items.all()},
        },
    }
    return render(request, "live/room.html", context)


def around(request, room, member) -> dict:
    """What every page of the room shows."""
    return {
        "room": room,
        "study_session": room.study_session,
        "member": member,
        "moderates": rules.moderates(member),
        "why_silent": rules.why_silent(member, room),
        "promise_form": None if member.role else PromiseForm(room=room, initial={"shown_as": member.shown_as}),
        "has_call": rules.can_join_call(member, room),
        "present": room.members.filter(role="").here().count(),
    }


@require_safe
@never_cache
@ensure_csrf_cookie
@in_room
def lobby(request, room, member):
    """Days before: the promises, and what works from here."""
    crumbs = [("ホーム", "/"), (room.study_session.title, room.study_session.url), ("当日の部屋の準備", "")]
    checks = {"download": reverse("live:lobby-download", args=[room.study_session.code])}
    return render(request, "live/lobby.html", around(request, room, member) | {"crumbs": crumbs, "checks": checks})


@require_safe
@in_room
def download(request, room, member):
    """A file of a known size, by which the lobby measures how fast downloads are from here."""
    return HttpResponse(bytes(DOWNLOAD_BYTES), content_type="application/octet-stream")
