"""Reminders to those who answer: some days before the due day, and after it every week."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from qna.emails import advising as letters
from qna.models import Assignment, BoardSettings
from studygroup.notices.actions import post


@transaction.atomic
def post_reminders() -> int:
    """Once before the day, once after it, then weekly. Returns to how many letters it came."""
    today = timezone.localdate()
    near = today + timedelta(days=BoardSettings.load().remind_days_before)
    asked = Assignment.objects.open().filter(due_on__lte=near).select_related("question", "advisor")
    posted = 0
    for assignment in asked.exclude(asked_at__date=today):
        weeks = (today - assignment.due_on).days // 7 if assignment.is_overdue else -1
        key = f"qna:due:{assignment.pk}:{assignment.due_on}:{weeks}"
        letter = letters.due(assignment=assignment)
        posted += bool(post(letter=letter, to=assignment.advisor, about=assignment.question, key=key, by=None))
    return posted
