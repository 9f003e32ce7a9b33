"""What the outbox adds to Wagtail's screens."""

from django.urls import reverse

from studygroup.notices.enums import TROUBLED_STATES
from studygroup.notices.models import OutboxLetter
from studygroup.slots import Section, work


def troubled_letters(user, thing) -> Section | None:
    """Letters that could not be sent, or of which nobody knows."""
    url = reverse("letters:index") + "?" + "&".join(f"state={state}" for state in TROUBLED_STATES)
    return work(50, OutboxLetter.objects.troubled().count(), "送信エラーのメール", url)
