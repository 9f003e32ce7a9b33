"""What is held about the reader, and what they set right themselves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sessions.enrolment.actions.membership import correct_account
from sessions.enrolment.forms.people import OwnNameForm
from sessions.enrolment.views.people import trail, typed
from studygroup.kept_forms import keeps_form

TITLE = "あなたについて保存している情報"


@login_required
@require_safe
@never_cache
def privacy(request):
    return render(request, "enrolment/privacy.html", {"crumbs": trail(TITLE)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def privacy_correct(request):
    form = OwnNameForm(typed(request), initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        correct_account(name=form.cleaned_data["name"], by=request.user)
        messages.success(request, "氏名を訂正しました。")
        return redirect("enrolment:privacy")
    crumbs = [*trail(TITLE)[:1], (TITLE, reverse("enrolment:privacy")), ("氏名の訂正", "")]
    return render(request, "enrolment/privacy_form.html", {"form": form, "crumbs": crumbs})
