"""The one address that takes what is done in a room: a name, its form, its action."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sessions.live import forms
from sessions.live.actions import entering, hands, keeping, messages, polls, questions
from sessions.live.shown import event_shown
from sessions.live.views.gate import in_room, wants_json

STATUS = {
    "taken": 409,
    "answered": 409,
    "order": 409,
    "gone": 409,
    "late": 409,
    "closed": 409,
    "slow": 429,
    "pace": 429,
}


@dataclass(frozen=True)
class Act:
    """A form, the action that takes its data by name, and whether that wants to be told the room too."""

    form: type[forms.RoomForm]
    do: Callable
    wants_room: bool = False


ACTS = {
    "promises-accept": Act(forms.PromiseForm, entering.accept_promises),
    "message-post": Act(forms.MessageForm, messages.post_message, wants_room=True),
    "message-edit": Act(forms.MessageEditForm, messages.edit_message),
    "message-delete": Act(forms.MessageDeleteForm, messages.delete_message),
    "message-hide": Act(forms.MessageHideForm, messages.hide_message),
    "message-restore": Act(forms.MessageRestoreForm, messages.restore_message),
    "question-ask": Act(forms.QuestionForm, questions.ask_question, wants_room=True),
    "question-vote": Act(forms.VoteForm, questions.vote),
    "question-move": Act(forms.QuestionMoveForm, questions.move_question),
    "question-pin": Act(forms.QuestionPinForm, questions.pin_question),
    "room-close": Act(forms.RoomForm, keeping.close_room, wants_room=True),
    "room-change": Act(forms.SettingsForm, keeping.change_settings, wants_room=True),
    "recording-tie": Act(forms.RecordingForm, keeping.tie_recording, wants_room=True),
    "agenda-move": Act(forms.AgendaMoveForm, keeping.move_agenda, wants_room=True),
    "announcement-pin": Act(forms.AnnouncementForm, keeping.pin_announcement, wants_room=True),
    "announcement-unpin": Act(forms.AnnouncementUnpinForm, keeping.unpin_announcement),
    "hand-raise": Act(forms.HandForm, hands.raise_hand, wants_room=True),
    "hand-lower": Act(forms.HandLowerForm, hands.lower_hand),
    "poll-add": Act(forms.PollForm, polls.add_poll, wants_room=True),
    "poll-open": Act(forms.PollMoveForm, polls.open_poll),
    "poll-close": Act(forms.PollMoveForm, polls.close_poll),
    "poll-answer": Act(forms.PollAnswerForm, polls.answer_poll),
    "member-mute": Act(forms.MuteForm, keeping.mute_member),
}


@require_POST
@in_room
def act(request, room, member, name):
    """Do it, and answer with the event; from a page without JavaScript, go back there."""
    if name not in ACTS:
        raise Http404
    wanted = ACTS[name]
    form = wanted.form(request.POST, room=room)
    if not form.is_valid():
        sentences = [message for errors in form.errors.values() for message in errors]
        return _failed(request, room, form, sentences[0], status=400)
    known = {"room": room} if wanted.wants_room else {}
    try:
        event = wanted.do(**form.cleaned_data, **known, by=member)
    except PermissionDenied as error:
        return _failed(request, room, form, str(error) or "この操作をする権限がありません。", status=403)
    except ValidationError as error:
        return _refused(request, room, form, error)
    if wants_json(request):
        return JsonResponse({"seq": event.seq, "event": event_shown(event)} if event else {"seq": None, "event": None})
    return redirect(way_back(request, room))


def way_back(request, room) -> str:
    """Where the form stood, if that is on this site; else the plain room."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("live:text", args=[room.study_session.code])


def _refused(request, room, form, error: ValidationError):
    wait = (error.params or {}).get("wait")
    response = _failed(request, room, form, error.messages[0], status=STATUS.get(error.code, 400), code=error.code)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _failed(request, room, form, sentence: str, *, status: int, code: str = ""):
    """Nothing was changed, and what was typed is still there to be sent again."""
    if wants_json(request):
        return JsonResponse({"error": sentence, "code": code or "refused"}, status=status)
    context = {
        "room": room,
        "sentence": sentence,
        "typed": [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"],
        "back": way_back(request, room),
    }
    return render(request, "live/act_failed.html", context, status=status)
