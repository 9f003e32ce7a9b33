"""What consultations add to マイページ and to an advisor's inbox."""

from django.urls import reverse
from django.utils import timezone

from qna.consultations import rules
from qna.consultations.enums import Agreement, ConsultationState
from qna.consultations.models import Consultation, Meeting
from studygroup.navigation import NavItem
from studygroup.slots import Section

SHOWN = 5


def shelf() -> list[NavItem]:
    """Beside the advisors' board."""
    return [NavItem(47, reverse("consultations:index"), "個別相談")]


def own_consultations(user, department) -> Section | None:
    """The latest of the department."""
    if department is None:
        return None
    found = Consultation.objects.visible_to(user).filter(department=department).with_place()
    consultations = list(found[:SHOWN])
    if not consultations:
        return None
    return Section(30, "consultations/sections/my.html", {"consultations": consultations})


def summaries_to_agree(user, department) -> Section | None:
    """Where the department is asked whether a summary may be published."""
    found = _of_department(user, department, state=ConsultationState.HELD, summary__agreement=Agreement.ASKED)
    return _task(31, found, "要約を掲載してよいか、お答えください", "consultations:summary-agree", "答える")


def dates_to_wish(user, department) -> Section | None:
    """What was selected in a call, and for which no date was wished yet."""
    found = _of_department(user, department, state=ConsultationState.ARRANGING, date_wishes=None)
    return _task(30, found, "選定された個別相談の希望日時をお知らせください", "consultations:rebook", "入力する")


def _of_department(user, department, **wanted):
    if department is None:
        return Consultation.objects.none()
    return Consultation.objects.visible_to(user).filter(department=department, **wanted).with_place()


def _task(order: int, found, text: str, name: str, action: str) -> Section | None:
    first = found.first()
    if first is None:
        return None
    context = {"text": text, "subject": first.subject, "url": reverse(name, args=[first.pk]), "action": action}
    return Section(order, "consultations/sections/task.html", context)


def of_advisor(user, thing) -> Section | None:
    """In the inbox: the dates to come, and those to write down."""
    if not rules.can_offer_hours(user):
        return None
    standing = Meeting.objects.standing().filter(advisor=user, consultation__state=ConsultationState.ARRANGED)
    meetings = standing.select_related("consultation__department__municipality", "consultation__topic")
    now = timezone.now()
    context = {
        "ahead": meetings.filter(ends_at__gt=now).order_by("starts_at")[:SHOWN],
        "to_record": meetings.filter(ends_at__lte=now).order_by("starts_at"),
    }
    return Section(50, "consultations/sections/advisor.html", context)
