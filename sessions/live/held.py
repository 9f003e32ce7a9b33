"""What the rooms hold about the reader, as /my/privacy/ shows it."""

from sessions.enrolment.periods import period_in_words
from sessions.live.models import Message, Presence, Question
from studygroup.slots import Section

NEWEST = 50


def rooms(user, thing) -> Section | None:
    """What the reader wrote in rooms, and when they were there."""
    messages = Message.objects.filter(author__user=user).select_related("room__study_session").order_by("-pk")
    questions = Question.objects.filter(author__user=user).select_related("room__study_session").order_by("-pk")
    stretches = Presence.objects.filter(member__user=user).select_related("member__room__study_session")
    context = {
        "messages_said": messages[:NEWEST],
        "questions": questions[:NEWEST],
        "stretches": stretches.order_by("-came_at")[:NEWEST],
        "kept_for": period_in_words("presences"),
    }
    return Section(35, "live/held.html", context)
