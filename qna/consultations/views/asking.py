"""The forms of a department: a consultation at any time, and the wishes of a call."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qna.consultations import rules
from qna.consultations.actions.asking import ask_consultation, wish_for_topics
from qna.consultations.forms.department import RequestForm, WishForm
from qna.consultations.models import Call
from qna.consultations.standing import standing_in_words
from qna.consultations.views.reading import crumbs
from qna.forms.asking import NameDepartmentForm
from sessions.enrolment.actions.joining import name_department
from sessions.enrolment.overview import departments_of
from studygroup.kept_forms import keeps_form, kept_form

ASKED = "個別相談を申し込みました（{receipt}）。日時が決まりしだい、ご連絡します。"
WISHED = "{count}件の希望を受け付けました。"
WISHED_ALREADY = "選んだメニューは、すでに希望しています。"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def ask(request):
    standing = standing_in_words(request.user)
    if not standing.may_ask:
        return not_for_this_reader(request, standing, "個別相談の申込み")
    if standing.must_join:
        return _join_first(request, "個別相談の申込み")
    form = RequestForm(typed_by(request), departments=departments_of(request.user))
    if request.method == "POST" and form.is_valid():
        consultation = _ask(request, form)
        if consultation:
            messages.success(request, ASKED.format(receipt=consultation.receipt))
            return redirect(consultation)
    context = {
        "form": form,
        "municipality": request.user.municipality,
        "is_second": rules.has_asked_this_year(request.user.municipality),
        "crumbs": crumbs(("申込み", "")),
    }
    return render(request, "consultations/ask.html", context)


def _ask(request, form: RequestForm):
    try:
        return ask_consultation(by=request.user, **form.wanted)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def wish(request, pk):
    """While the window is open; before and after, the call's own page says when it is."""
    call = get_object_or_404(Call.objects.visible_to(request.user).with_menu(), pk=pk)
    standing = standing_in_words(request.user)
    if not standing.may_ask:
        return not_for_this_reader(request, standing, call.title)
    if call.is_open and standing.must_join:
        return _join_first(request, call.title)
    if not call.is_open:
        messages.warning(request, f"希望の受付は、{call.window_in_words}です。")
        return redirect(call)
    form = WishForm(typed_by(request), call=call, departments=departments_of(request.user))
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        made = wish_for_topics(
            call=call, department=cleaned["department"], way=cleaned["way"], wanted=form.wanted, by=request.user
        )
        messages.success(request, WISHED.format(count=len(made)) if made else WISHED_ALREADY)
        return redirect(call)
    context = {
        "form": form,
        "call": call,
        "municipality": request.user.municipality,
        "is_second": rules.has_asked_this_year(request.user.municipality, call),
        "crumbs": crumbs((call.title, call.get_absolute_url()), ("希望の申込み", "")),
    }
    return render(request, "consultations/wish.html", context)


def _join_first(request, heading: str):
    """Staff in no department name theirs; the form they came for comes next."""
    form = NameDepartmentForm(typed_by(request), initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        try:
            name_department(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("department_name", refusal.messages[0])
        else:
            return redirect(request.path)
    context = {"form": form, "heading": heading, "crumbs": crumbs((heading, ""))}
    return render(request, "consultations/join.html", context)


def typed_by(request):
    """What this request posts, else what was typed before signing in."""
    return request.POST if request.method == "POST" else kept_form(request)


def not_for_this_reader(request, standing, heading: str):
    context = {"standing": standing, "heading": heading, "crumbs": crumbs((heading, ""))}
    return render(request, "consultations/not_for_reader.html", context, status=403)
