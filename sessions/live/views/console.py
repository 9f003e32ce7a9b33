"""The moderators' console: one page that works on a telephone, and opening a room."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions.live import rules
from sessions.live.actions import keeping
from sessions.live.actions.exporting import HEADINGS, export_record
from sessions.live.enums import QuestionState
from sessions.live.forms import AnnouncementForm, PollForm, RecordingForm, SettingsForm
from sessions.live.models import Announcement, Message, Poll, Question, RoomMember
from sessions.live.naming import name_of
from sessions.live.shown import poll_shown
from sessions.live.views.gate import at_desk, in_room, session_of
from studygroup.tables.formats import FileFormat

MESSAGES_SHOWN, QUESTIONS_PROJECTED, PROJECTED_SECONDS = 30, 6, 5


@require_POST
def open_room(request, code):
    """Let people in. The room is made where there was none; with `prepare` it is made and its lobby opens, no more."""
    if not rules.can_moderate(request.user):
        raise PermissionDenied("部屋は、運営事務局の方が開きます。")
    study_session = session_of(code)
    if "prepare" in request.POST:
        keeping.prepare_room(study_session=study_session)
        return redirect("live:lobby", code=code)
    keeping.open_room(study_session=study_session, by=request.user)
    return redirect("live:console", code=code)


@require_safe
@ensure_csrf_cookie
@at_desk
def console(request, room, member):
    questions = room.questions.most_wanted_first()
    context = {
        "room": room,
        "study_session": room.study_session,
        "member": member,
        "settings_form": SettingsForm(
            room=room,
            initial={name: getattr(room, name) for name in ("is_chat_open", "slow_seconds", "has_queue")},
        ),
        "recording_form": RecordingForm(room=room, initial={"recording_from": _hour(room.recording_from)}),
        "announcement_form": AnnouncementForm(room=room, auto_id="announcement_%s"),
        "announcements": Announcement.objects.filter(room=room, is_pinned=True),
        "questions": questions,
        "messages_said": Message.objects.filter(room=room).select_related("author").order_by("-pk")[:MESSAGES_SHOWN],
        "polls": Poll.objects.filter(room=room),
        "poll_form": PollForm(room=room, auto_id="poll_%s"),
        "hands": [(name_of(raised), raised) for raised in room.members.with_hand_up()],
        "muted": RoomMember.objects.filter(room=room, muted_at__isnull=False),
        "present": room.members.filter(role="").here().count(),
        "seqs": {stream.name or "room": stream.last_seq for stream in room.streams.all()},
        "crumbs": [("ホーム", "/"), (room.study_session.title, room.study_session.url), ("部屋の進行", "")],
    }
    return render(request, "live/console.html", context)


def _hour(moment):
    return timezone.localtime(moment).time() if moment else None


@require_safe
@in_room
def project(request, room, member):
    """The questions on the wall of the hall, the one being answered first."""
    questions = Question.objects.filter(room=room).listed().most_wanted_first()
    shown = [question for question in questions if question.is_votable]
    shown.sort(key=lambda question: question.state != QuestionState.NOW)
    context = {"study_session": room.study_session, "questions": shown[:QUESTIONS_PROJECTED]}
    return _renewed(render(request, "live/project.html", context))


@require_safe
@in_room
def project_poll(request, room, member, pk):
    """A poll on the wall: its options, and its results once they may be seen."""
    poll = get_object_or_404(Poll.objects.filter(room=room).announced(), pk=pk)
    context = {"study_session": room.study_session, "poll": poll, "shown": poll_shown(poll)}
    return _renewed(render(request, "live/project_poll.html", context))


def _renewed(response):
    """On the wall nobody presses anything: the page comes anew by itself."""
    response.headers["Refresh"] = str(PROJECTED_SECONDS)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def export(request, room, member):
    """What is about to leave, with its columns; posted, the file."""
    if request.method != "POST":
        crumbs = [("ホーム", "/"), (room.study_session.title, room.study_session.url), ("記録の出力", "")]
        context = {"study_session": room.study_session, "headings": HEADINGS, "crumbs": crumbs}
        return render(request, "live/export.html", context)
    response = HttpResponse(export_record(room=room, by=member), content_type=FileFormat.XLSX.content_type)
    name = f"部屋の記録_{room.study_session.code}.{FileFormat.XLSX.extension}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
