"""What a department changes afterwards: other dates, calling it off, and its word about the summary."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from qna.consultations import rules
from qna.consultations.actions.arranging import cancel_consultation, wish_other_dates
from qna.consultations.actions.holding import agree_to_summary
from qna.consultations.forms.department import AgreementForm, CancelForm, RebookForm
from qna.consultations.views.asking import typed_by
from qna.consultations.views.reading import crumbs, get_consultation
from studygroup.kept_forms import keeps_form


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def cancel(request, pk):
    consultation = get_consultation(request.user, pk)
    if not rules.can_cancel(request.user, consultation):
        raise PermissionDenied("この相談は、取り消せる時期ではありません。取り消すときは、事務局へご連絡ください。")
    form = CancelForm(typed_by(request))
    if request.method == "POST" and form.is_valid():
        cancel_consultation(consultation=consultation, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, f"{consultation.receipt}を取り消しました。")
        return redirect(consultation.call if consultation.call else "consultations:index")
    return render(request, "consultations/cancel.html", _page(consultation, form, "取消し"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def rebook(request, pk):
    """Dates for what was selected, or others in place of the one that was fixed."""
    consultation = get_consultation(request.user, pk)
    if not rules.can_rebook(request.user, consultation):
        raise PermissionDenied("希望日時を変えられるのは、日時を調整しているときと、日時が決まったあとです。")
    form = RebookForm(typed_by(request), way=consultation.way)
    if request.method == "POST" and form.is_valid():
        try:
            wish_other_dates(
                consultation=consultation,
                wishes=form.wishes,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "希望日時を受け付けました。日時が決まりしだい、ご連絡します。")
            return redirect(consultation)
    return render(request, "consultations/rebook.html", _page(consultation, form, "希望日時"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def agree(request, pk):
    consultation = get_consultation(request.user, pk)
    if not rules.can_agree(request.user, consultation):
        raise PermissionDenied("要約の掲載について答えるのは、相談した部署の方です。掲載したあとは変えられません。")
    summary = consultation.summary
    form = AgreementForm(typed_by(request), initial={"seen": summary.body, "agreement": summary.agreement})
    if request.method == "POST" and form.is_valid():
        try:
            agree_to_summary(consultation=consultation, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form = AgreementForm(initial={"seen": summary.body})
            messages.warning(request, refusal.messages[0])
        else:
            messages.success(request, "要約の掲載についての答えを受け付けました。")
            return redirect(consultation)
    return render(request, "consultations/agree.html", _page(consultation, form, "要約の掲載の確認"))


def _page(consultation, form, title: str) -> dict:
    way = (consultation.receipt, consultation.get_absolute_url()), (title, "")
    return {"consultation": consultation, "form": form, "crumbs": crumbs(*way)}
