"""The room as a plain page with forms. The log is a frame that reads itself anew; what is being typed stays."""

import uuid

from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from sessions.live import rules
from sessions.live.forms import MessageForm, QuestionForm
from sessions.live.models import Announcement, Message, Question, Stream, Vote
from sessions.live.views.gate import in_room
from sessions.live.views.rooms import around

MESSAGES_SHOWN, REFRESH_SECONDS = 50, 15


@require_safe
@in_room
def text(request, room, member):
    crumbs = [("ホーム", "/"), (room.study_session.title, room.study_session.url), ("文字だけの部屋", "")]
    context = around(request, room, member) | {
        "crumbs": crumbs,
        "message_form": MessageForm(room=room, auto_id="message_%s"),
        "question_form": QuestionForm(room=room, auto_id="question_%s"),
        "message_key": uuid.uuid4().hex,
        "question_key": uuid.uuid4().hex,
        "why_no_message": rules.why_no_message(member, room),
    }
    return render(request, "live/text.html", context)


@require_safe
@xframe_options_sameorigin
@in_room
def log(request, room, member):
    """What was said and asked, the newest first: what is new stands where one looks."""
    stream = Stream.objects.get(room=room, name="")
    questions = Question.objects.filter(room=room).released().most_wanted_first()
    own_votes = set(Vote.objects.filter(member=member).values_list("question", flat=True))
    context = {
        "room": room,
        "study_session": room.study_session,
        "member": member,
        "messages_said": Message.objects.in_stream(stream).reverse()[:MESSAGES_SHOWN],
        "announcements": Announcement.objects.filter(room=room, is_pinned=True),
        "questions": [(question, question.pk in own_votes) for question in questions],
        "may_vote": not rules.why_silent(member, room),
        "refresh_seconds": REFRESH_SECONDS,
        "is_still": "still" in request.GET,
    }
    response = render(request, "live/text_log.html", context)
    if not (room.closed_at or context["is_still"]):
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response
