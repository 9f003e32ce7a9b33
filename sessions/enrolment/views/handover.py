"""Invitations and the hand-over. Opening a link changes nothing; accepting is a button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sessions.enrolment import rules
from sessions.enrolment.actions import invitations
from sessions.enrolment.actions.handover import hand_over
from sessions.enrolment.emails.membership import invitation_url
from sessions.enrolment.forms.enrolling import CodeForm
from sessions.enrolment.forms.people import AcceptForm, HandoverForm, InviteForm
from sessions.enrolment.models import Invitation
from sessions.enrolment.rules.people import can_accept, can_read_people
from sessions.enrolment.views.people import (
    PEOPLE,
    current_people,
    department_to_keep,
    departments_of,
    to_people,
    trail,
    typed,
)
from sessions.enrolment.views.proof import MailedCode, enter_by_code
from studygroup.kept_forms import keeps_form

page = require_http_methods(["GET", "HEAD", "POST"])
SENT = "{mail} に招待を送りました。届かないときは、一覧のリンクをコピーして知らせることもできます。"


@never_cache
@page
@keeps_form
def invitation_add(request):
    department = department_to_keep(request)
    form = InviteForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invitations.invite(department=department, **form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, SENT.format(mail=invitation.mail))
            return to_people(department)
    context = {"form": form, "department": department, "crumbs": trail(PEOPLE, "招待する")}
    return render(request, "enrolment/invitation_form.html", context)


@require_POST
@login_required
def invitation_withdraw(request, pk):
    invitation = get_object_or_404(Invitation.objects.select_related("department__municipality"), pk=pk)
    if not can_read_people(request.user, invitation.department):
        raise Http404
    invitations.withdraw_invitation(invitation=invitation, by=request.user)
    messages.success(request, f"{invitation.mail} への招待を取り消しました。")
    return redirect("enrolment:handover") if invitation.predecessor_id else to_people(invitation.department)


@page
@never_cache
def invitation_accept(request, token):
    """What one is asked, for whoever has the link; the button is for whoever has proven the address."""
    found = Invitation.objects.select_related("department__municipality", "predecessor")
    invitation = get_object_or_404(found, token=token)
    is_asking = request.method != "POST" or {"send", "code"} & request.POST.keys()
    if is_asking and not request.user.is_authenticated and not invitations.why_closed(invitation):
        return _prove(request, invitation)
    if request.method == "POST" and not can_accept(request.user, invitation):
        raise PermissionDenied("招待されたメールアドレスでログインしてから、もう一度お試しください。")
    name = invitation.name or getattr(request.user, "name", "")
    form = AcceptForm(request.POST if request.method == "POST" else None, initial={"name": name})
    if request.method == "POST" and form.is_valid() and (person := _accept(request, invitation, form)):
        return _welcome(request, person)
    context = {
        "invitation": invitation,
        "form": form,
        "closed": invitations.why_closed(invitation),
        "can_accept": can_accept(request.user, invitation),
        "here": request.path,
    }
    return render(request, "enrolment/invitation.html", context)


def _prove(request, invitation: Invitation):
    """A code to the invited address, and to no other, signs in whoever types it; a login is made if there is none."""
    mailed = MailedCode(request, invitation.mail)
    if "send" in request.POST:
        if why_not := mailed.send():
            messages.error(request, why_not)
        else:
            messages.success(request, f"{invitation.mail} に確認コードを送りました。")
        return redirect(request.path)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if mailed.matches(form.cleaned_data["code"]):
            entered = enter_by_code(request, invitation.mail)
            return redirect(request.path if entered else f"{reverse('account_login')}?next={request.path}")
        form.add_error("code", mailed.why_refused)
    asks_code = mailed.is_sent or form.is_bound
    context = {"invitation": invitation, "form": form, "asks_code": asks_code, "here": request.path}
    return render(request, "enrolment/invitation.html", context)


def _welcome(request, person):
    """Who is of the municipality by their address goes on; the office still looks at others."""
    if request.user.municipality_id is None:
        messages.success(request, f"{person.department}への参加を受け付けました。事務局が所属を確認します。")
        return redirect("enrolment:my")
    messages.success(request, f"{person.department}に参加しました。")
    return redirect("enrolment:person-list")


def _accept(request, invitation: Invitation, form):
    try:
        return invitations.accept_invitation(invitation=invitation, **form.cleaned_data, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


@never_cache
@page
@keeps_form
def handover(request):
    department = department_to_keep(request)
    people = current_people(department)
    own = next((one for one in people if one.user_id == request.user.pk and one.is_coordinator), None)
    if own is None:
        raise PermissionDenied("引き継ぎは、部署の窓口の方が行います。")
    form = HandoverForm(typed(request), colleagues=[one for one in people if one != own and _reachable(one)])
    if request.method == "POST" and form.is_valid() and (invitation := _hand_over(request, own, form)):
        messages.success(
            request, f"{invitation.mail} に、引き継ぎのお願いを送りました。引き受けるまでは、何も変わりません。"
        )
        return redirect(f"{reverse('enrolment:handover')}?department={department.pk}")
    waiting = Invitation.objects.open().filter(predecessor=own).first()
    context = {
        "crumbs": trail(PEOPLE, "担当の引き継ぎ"),
        "form": form,
        "department": department,
        "departments": [one for one in departments_of(request.user) if rules.coordinates(request.user, one)],
        "own": own,
        "waiting": waiting,
        "waiting_url": invitation_url(waiting) if waiting else "",
    }
    return render(request, "enrolment/handover.html", context)


def _reachable(person) -> bool:
    return bool(person.user_id or person.mail)


def _hand_over(request, own, form):
    names = ("successor", "mail", "name", "last_day")
    try:
        return hand_over(predecessor=own, **{name: form.cleaned_data[name] for name in names}, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, _beside(refusal, form))
        return None


def _beside(refusal: ValidationError, form) -> ValidationError:
    """A reason that belongs to a field which is not shown stands above the form."""
    shown = not hasattr(refusal, "error_dict") or set(refusal.error_dict) <= set(form.fields)
    return refusal if shown else ValidationError(refusal.messages)
