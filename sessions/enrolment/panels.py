"""What enrolment adds to Wagtail's screens."""

from django.urls import reverse
from django.utils import timezone

from sessions.enrolment import rules, worklist
from sessions.enrolment.enums import WAITING_STATES
from sessions.enrolment.models import Application, Enrolment
from sessions.enrolment.rules.people import without_coordinator as without_coordinator_on
from studygroup.slots import Section, work


def waiting_applications(user, thing) -> Section | None:
    """Applications that the office has not decided yet, and how long the oldest has waited."""
    waiting = Application.objects.waiting()
    oldest = waiting.first()
    if oldest is None:
        return None
    days = (timezone.localdate() - timezone.localdate(oldest.submitted_at)).days
    url = reverse("applications:index") + "?" + "&".join(f"state={state}" for state in WAITING_STATES)
    context = {"label": "確認を待つ申込", "count": waiting.count(), "unit": "件", "url": url, "note": f"最長{days}日"}
    return Section(40, "studygroup/admin/worklist_item.html", context)


def waiting_enrolments(user, thing) -> Section | None:
    """Enrolments that no application brought in, and that the office has not confirmed yet."""
    url = reverse("enrolments:index") + "?" + "&".join(f"state={state}" for state in WAITING_STATES)
    count = Enrolment.objects.waiting().filter(application=None).count()
    return work(41, count, "確認を待つ参加登録", url)


def unanswered_people(user, thing) -> Section | None:
    """Who has not said how they take part in the next session."""
    study_session = worklist.next_session()
    if study_session is None:
        return None
    url = reverse("enrolment_worklist:index") + f"?lack={worklist.Lack.ANSWER}&study_session={study_session.code}"
    label = f"{study_session.title}（{study_session.date_in_words}）の参加方法が未回答"
    return work(42, worklist.unanswered(study_session).count(), label, url, "名")


def without_coordinator(user, thing) -> Section | None:
    """Departments for which nobody speaks today: the secretariat finds out who does."""
    if not rules.can_enter_enrolments(user):
        return None
    count = without_coordinator_on(timezone.localdate()).count()
    return work(45, count, "窓口のいない部署", reverse("yearly:without-coordinator"))
