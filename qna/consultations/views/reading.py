"""What there is to ask for and what came of it, one consultation for those whom it concerns, and its calendar file."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from qna.consultations import rules
from qna.consultations.ical import calendar_of
from qna.consultations.menu import result_of
from qna.consultations.models import Call, Consultation, Meeting, Summary
from qna.consultations.standing import standing_in_words
from sessions.enrolment.overview import departments_of

SUMMARIES_A_PAGE = 20
TITLE = "個別相談"
SUMMARIES = "個別相談の要約"


def crumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of consultations; the last is the page itself."""
    home = [("ホーム", "/")]
    return [*home, (TITLE, reverse("consultations:index")), *below] if below else [*home, (TITLE, "")]


@require_safe
def index(request):
    """For everybody: what it is, the calls, the latest summaries; for a department, what it has asked for."""
    departments = departments_of(request.user)
    own = Consultation.objects.of_departments(departments).with_place() if departments else []
    summaries = Summary.objects.visible_to(request.user).with_place().newest_first()
    context = {
        "calls": Call.objects.visible_to(request.user).filter(is_announced=True).with_menu(),
        "consultations": own,
        "departments": departments,
        "summaries": summaries[:5],
        "standing": standing_in_words(request.user),
        "offers_hours": rules.can_offer_hours(request.user),
        "crumbs": crumbs(),
    }
    return render(request, "consultations/index.html", context)


@require_safe
def call_detail(request, pk):
    call = get_object_or_404(Call.objects.visible_to(request.user).with_menu(), pk=pk)
    departments = departments_of(request.user)
    wishes = Consultation.objects.filter(call=call).of_departments(departments).with_place() if departments else []
    context = {
        "call": call,
        "result": result_of(call) if call.has_result else [],
        "wishes": [(wish, rules.can_cancel(request.user, wish)) for wish in wishes],
        "standing": standing_in_words(request.user),
        "crumbs": crumbs((call.title, "")),
    }
    return render(request, "consultations/call_detail.html", context)


def get_consultation(user, pk: int) -> Consultation:
    """One that concerns `user`; to everybody else it does not exist."""
    return get_object_or_404(Consultation.objects.visible_to(user).with_place().distinct(), pk=pk)


@never_cache
@require_safe
@login_required
def detail(request, pk):
    consultation = get_consultation(request.user, pk)
    context = {
        "consultation": consultation,
        "summary": getattr(consultation, "summary", None),
        "former_meetings": [one for one in consultation.meetings.all() if one.cancelled_at],
        "former_wishes": former_wishes(consultation),
        "can_cancel": rules.can_cancel(request.user, consultation),
        "can_rebook": rules.can_rebook(request.user, consultation),
        "can_record": rules.can_record(request.user, consultation),
        "can_agree": rules.can_agree(request.user, consultation),
        "reads_record": rules.can_read_record(request.user, consultation),
        "keeps": rules.can_keep_consultations(request.user),
        "crumbs": crumbs((consultation.receipt, "")),
    }
    return render(request, "consultations/detail.html", context)


def former_wishes(consultation: Consultation) -> list:
    """The wishes of earlier rounds."""
    current = set(consultation.current_wishes)
    return [wish for wish in consultation.date_wishes.all() if wish not in current]


@require_safe
@login_required
def calendar(request, pk):
    """The latest date, also once it is cancelled: a calendar that took it in learns of it."""
    consultation = get_consultation(request.user, pk)
    latest = Meeting.objects.filter(consultation=consultation).select_related("advisor").order_by("number")
    meeting = get_object_or_404(latest.reverse()[:1])
    meeting.consultation = consultation
    response = HttpResponse(calendar_of(meeting), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{consultation.receipt}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def summary_list(request):
    summaries = Summary.objects.visible_to(request.user).with_place().newest_first()
    page_obj = Paginator(summaries, SUMMARIES_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page_obj, "crumbs": crumbs((SUMMARIES, ""))}
    return render(request, "consultations/summary_list.html", context)


@require_safe
def summary_detail(request, pk):
    summary = get_object_or_404(Summary.objects.visible_to(request.user).with_place(), pk=pk)
    way = ((SUMMARIES, reverse("consultations:summary-list")), (summary.title, ""))
    return render(request, "consultations/summary_detail.html", {"summary": summary, "crumbs": crumbs(*way)})
