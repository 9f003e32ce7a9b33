"""What consultations add to the CMS's home."""

from django.urls import reverse
from django.utils import timezone

from qna.consultations import rules
from qna.consultations.models import Call, Consultation
from studygroup.slots import Section, work


def waiting_consultations(user, thing) -> Section | None:
    """Requests to look at, and dates to find, with how long the oldest has waited."""
    if not rules.can_keep_consultations(user):
        return None
    waiting = Consultation.objects.waiting()
    section = work(55, waiting.count(), "日時を決める個別相談", reverse("consultation_board:index"))
    if section:
        section.context["note"] = f"最長{waiting.first().days_waiting}日"
    return section


def consultations_to_record(user, thing) -> Section | None:
    """Dates that are over, of which nobody has written down what came of them."""
    if not rules.can_keep_consultations(user):
        return None
    count = Consultation.objects.to_record().distinct().count()
    return work(56, count, "記録を待つ個別相談", reverse("consultation_board:index"))


def calls_to_decide(user, thing) -> Section | None:
    """Calls whose window is over and whose result is not out."""
    if not rules.can_keep_consultations(user):
        return None
    over = Call.objects.without_result().filter(is_announced=True, closes_on__lt=timezone.localdate())
    first = over.first()
    url = reverse("call:board", args=[first.pk]) if first else ""
    return work(57, over.count(), "選定を待つ個別支援の募集", url)
