"""What enrolment adds to Wagtail's screens."""

from django.urls import reverse

from sessions.enrolment.enums import WAITING_STATES
from sessions.enrolment.models import Enrolment
from studygroup.slots import Section, work


def waiting_enrolments(user, thing) -> Section | None:
    """Enrolments that the office has not confirmed yet."""
    url = reverse("enrolments:index") + "?" + "&".join(f"state={state}" for state in WAITING_STATES)
    return work(40, Enrolment.objects.waiting().count(), "確認を待つ参加登録", url)
