"""登録を取り下げる: the coordinator ends an enrolment of the department, after a page that says what ends with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sessions.enrolment import rules
from sessions.enrolment.actions.enrolling import withdraw_enrolment
from sessions.enrolment.forms.people import WithdrawForm
from sessions.enrolment.models import Enrolment
from sessions.enrolment.rules.people import can_read_people
from studygroup.kept_forms import keeps_form, kept_form


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def enrolment_withdraw(request, pk):
    enrolment = get_enrolment(request.user, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else kept_form(request))
    if request.method == "POST" and form.is_valid():
        withdraw_enrolment(enrolment=enrolment, by=request.user, **form.cleaned_data)
        messages.success(request, f"{enrolment.series.title}への参加登録を取り下げました。")
        return redirect(f"{reverse('enrolment:my')}?department={enrolment.department_id}")
    crumbs = [("マイページ", reverse("enrolment:my")), ("参加登録の取下げ", "")]
    return render(request, "enrolment/withdraw.html", {"form": form, "enrolment": enrolment, "crumbs": crumbs})


def get_enrolment(user, pk: int) -> Enrolment:
    """One that stands, for those who speak for its department; 403 for who may know of it but not do this."""
    found = Enrolment.objects.standing().select_related("department__municipality", "series")
    enrolment = get_object_or_404(found, pk=pk)
    if rules.coordinates(user, enrolment.department):
        return enrolment
    if can_read_people(user, enrolment.department):
        raise PermissionDenied("参加登録の取下げは、部署の窓口の方が行います。")
    raise Http404
