"""What an advisor does: offer hours, see what is held when, and write down what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qna.consultations import rules
from qna.consultations.actions.holding import record_consultation
from qna.consultations.actions.hours import offer_hours, withdraw_hour
from qna.consultations.forms.advisor import HoursForm, RecordForm
from qna.consultations.models import Meeting, OfferedHour
from qna.consultations.views.asking import typed_by
from qna.consultations.views.reading import crumbs, get_consultation
from studygroup.kept_forms import keeps_form

ADVISORS_ALONE = "相談できる日時は、アドバイザーが登録します。"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def hour_list(request):
    if not rules.can_offer_hours(request.user):
        raise PermissionDenied(ADVISORS_ALONE)
    form = HoursForm(typed_by(request))
    if request.method == "POST" and form.is_valid():
        try:
            hours = offer_hours(spans=form.spans, way=form.cleaned_data["way"], by=request.user)
        except ValidationError as refusal:
            form.add_error("day", refusal)
        else:
            messages.success(request, f"相談できる日時を{len(hours)}件登録しました。")
            return redirect("consultations:hour-list")
    hours = OfferedHour.objects.of_advisor(request.user)
    context = {"form": form, "hours": hours, "crumbs": crumbs(("相談できる日時", ""))}
    return render(request, "consultations/hour_list.html", context)


@require_POST
@login_required
def hour_withdraw(request, pk):
    hour = get_object_or_404(OfferedHour, pk=pk, withdrawn_at=None)
    if not rules.can_read_hour(request.user, hour):
        raise Http404
    try:
        withdraw_hour(hour=hour, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, f"{hour.when_in_words}を取り下げました。")
    return redirect("consultations:hour-list" if rules.can_offer_hours(request.user) else "consultation_hours:index")


@never_cache
@require_safe
@login_required
def assigned_list(request):
    """The consultations that are held with the reader, those to come first."""
    if not rules.can_offer_hours(request.user):
        raise PermissionDenied("担当する相談の一覧は、アドバイザーのページです。")
    meetings = Meeting.objects.standing().filter(advisor=request.user)
    meetings = meetings.select_related("consultation__department__municipality", "consultation__topic")
    now = timezone.now()
    context = {
        "ahead": meetings.filter(ends_at__gt=now).order_by("starts_at"),
        "past": meetings.filter(ends_at__lte=now).order_by("-starts_at"),
        "crumbs": crumbs(("担当する相談", "")),
    }
    return render(request, "consultations/assigned_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def record(request, pk):
    consultation = get_consultation(request.user, pk)
    if not rules.can_record(request.user, consultation):
        raise PermissionDenied("記録は、相談の開始のあと、担当のアドバイザーか事務局が書きます。")
    form = RecordForm(typed_by(request), consultation=consultation)
    if request.method == "POST" and form.is_valid():
        try:
            record_consultation(consultation=consultation, report=form.report, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"{consultation.receipt}の記録を保存しました。")
            return redirect(consultation)
    way = (consultation.receipt, consultation.get_absolute_url()), ("記録", "")
    context = {"consultation": consultation, "form": form, "crumbs": crumbs(*way)}
    return render(request, "consultations/record.html", context)
