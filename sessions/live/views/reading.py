"""What clients read: the log after a number, the state afresh, older messages. JSON, as docs/live-protocol.md says."""

from datetime import timedelta

from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sessions.live import rules
from sessions.live.actions.entering import see_members
from sessions.live.models import Event, Message, Stream
from sessions.live.people import places_of
from sessions.live.shown import event_shown, message_shown
from sessions.live.state import read_state
from sessions.live.views.gate import in_room

EVENTS_AT_ONCE, MESSAGES_AT_ONCE = 500, 50
SEEN_AGAIN = timedelta(seconds=30)


@require_safe
@in_room
def events(request, room, member):
    """`?after=<seq>`: what came since. With `wait`, the process in front of this view has waited already."""
    stream = stream_of(request, room)
    if timezone.now() - member.seen_at > SEEN_AGAIN:
        see_members(members=[member.pk])
    after = _number(request, "after")
    found = list(Event.objects.filter(stream=stream).after(after)[:EVENTS_AT_ONCE])
    answer = {
        "seq": stream.last_seq,
        "present": room.members.filter(role="").here().count(),
        "events": [event_shown(event) for event in found],
    }
    return JsonResponse(answer)


@require_safe
@in_room
def state(request, room, member):
    """Everything that stands in a stream, with the last messages: what a client begins with."""
    return JsonResponse(first_state(stream_of(request, room)))


def first_state(stream: Stream) -> dict:
    """A fresh read with the last MESSAGES_AT_ONCE messages; `has_earlier` tells whether there are more."""
    found = read_state(stream)
    messages = found["things"].get("message", {})
    newest = sorted(messages, key=int)[-MESSAGES_AT_ONCE:]
    if "message" in found["things"]:
        found["things"]["message"] = {key: messages[key] for key in newest}
    return found | {"has_earlier": len(messages) > len(newest)}


@require_safe
@in_room
def messages(request, room, member):
    """`?before=<id>`: the messages before one, oldest first, and whether there are earlier ones."""
    earlier = Message.objects.in_stream(stream_of(request, room)).filter(pk__lt=_number(request, "before"))
    found = list(earlier.reverse()[: MESSAGES_AT_ONCE + 1])
    page = [message_shown(message) for message in reversed(found[:MESSAGES_AT_ONCE])]
    return JsonResponse({"messages": page, "has_earlier": len(found) > MESSAGES_AT_ONCE})


@require_safe
@in_room
def people(request, room, member):
    """Who is here, by municipality."""
    return JsonResponse({"places": places_of(room)})


def stream_of(request, room) -> Stream:
    """The stream that is asked for; 404 for one that is not the reader's."""
    name = request.GET.get("stream", "")
    stream = Stream.objects.select_related("room__study_session").filter(room=room, name=name).first()
    if stream is None or not rules.can_read_stream(request.user, room, name):
        raise Http404
    return stream


def _number(request, name: str) -> int:
    digits = request.GET.get(name, "0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
