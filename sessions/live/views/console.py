"""The moderators' console: one page that works on a telephone, and opening a room."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from sessions.live import rules
from sessions.live.actions import keeping
from sessions.live.forms import AnnouncementForm, SettingsForm
from sessions.live.models import Announcement, Message, Question, RoomMember
from sessions.live.views.gate import at_desk, session_of

MESSAGES_SHOWN = 30


@require_POST
def open_room(request, code):
    """Let people in. The room is made where there was none."""
    if not rules.can_moderate(request.user):
        raise PermissionDenied("部屋は、運営事務局の方が開きます。")
    study_session = session_of(code)
    keeping.open_room(study_session=study_session, by=request.user)
    return redirect("live:console", code=code)


@require_safe
@ensure_csrf_cookie
@at_desk
def console(request, room, member):
    questions = Question.objects.filter(room=room).with_votes().order_by("-is_pinned", "-votes", "pk")
    context = {
        "room": room,
        "study_session": room.study_session,
        "member": member,
        "settings_form": SettingsForm(
            room=room,
            initial={name: getattr(room, name) for name in ("is_chat_open", "slow_seconds", "has_queue")},
        ),
        "announcement_form": AnnouncementForm(room=room, auto_id="announcement_%s"),
        "announcements": Announcement.objects.filter(room=room, is_pinned=True),
        "questions": questions,
        "messages_said": Message.objects.filter(room=room).select_related("author").order_by("-pk")[:MESSAGES_SHOWN],
        "muted": RoomMember.objects.filter(room=room, muted_at__isnull=False),
        "present": room.members.filter(role="").here().count(),
        "crumbs": [("ホーム", "/"), (room.study_session.title, room.study_session.url), ("部屋の進行", "")],
    }
    return render(request, "live/console.html", context)
