"""From the moderators' console of a live room to the board."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from qna.actions.live import send_to_board
from sessions.live.models import Question as RoomQuestion


@require_POST
@login_required
def send_room_question(request, pk):
    """The room's question becomes one of the board; back to the console."""
    asked = get_object_or_404(RoomQuestion.objects.select_related("room__study_session__series"), pk=pk)
    try:
        question = send_to_board(asked=asked, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, f"アドバイザーへの質問（{question.receipt}）として受け付けました。")
    return redirect("live:console", asked.room.study_session.code)
