"""同じ部署の人: who is in a department, and what its coordinator does about them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions.enrolment import rules
from sessions.enrolment.actions import membership, yearly
from sessions.enrolment.forms.people import LeaveForm, OwnPersonForm, PersonForm
from sessions.enrolment.models import Enrolment, Invitation
from sessions.enrolment.rules.people import can_change_mail, can_correct, can_read_people, current_on, is_own
from sessions.enrolment.rules.yearly import is_unconfirmed, open_confirmation
from studygroup.kept_forms import keeps_form, kept_form
from studygroup.models import Department, Participant

PEOPLE = "同じ部署の人"
FIELDS = ("name", "kana", "mail", "phone")
page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
@never_cache
def person_list(request):
    departments = departments_of(request.user)
    department = chosen_department(request, departments)
    if department is None:
        return render(request, "enrolment/people_none.html", {"departments": departments, "crumbs": trail(PEOPLE)})
    people = current_people(department)
    unchecked = [one.pk for one in people if one.user_id and not one.user.municipality_id]
    confirmation = open_confirmation()
    is_coordinator = rules.coordinates(request.user, department)
    context = {
        "crumbs": trail(PEOPLE),
        "department": department,
        "departments": departments,
        "people": people,
        "counted": len(people) - len(unchecked),
        "unchecked": unchecked,
        "unconfirmed": {one.pk for one in people if confirmation and is_unconfirmed(one, confirmation)},
        "confirmation": confirmation,
        "is_coordinator": is_coordinator,
        "own": [one.pk for one in people if is_own(request.user, one)],
        "invitations": Invitation.objects.open().filter(department=department) if is_coordinator else [],
        "carried": Enrolment.objects.carried().filter(department=department).select_related("series"),
    }
    return render(request, "enrolment/people.html", context)


@never_cache
@page
@keeps_form
def person_add(request):
    department = department_to_keep(request)
    form = PersonForm(typed(request))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in FIELDS}
        if person := _try(form, membership.add_colleague, department=department, **values, by=request.user):
            messages.success(request, f"{person.name}さんを登録しました。")
            return to_people(department)
    context = {"form": form, "department": department, "crumbs": trail(PEOPLE, "人を登録する")}
    return render(request, "enrolment/people_form.html", context)


@never_cache
@page
@keeps_form
def person_edit(request, pk):
    person = get_person(request, pk, can_correct)
    kind = PersonForm if can_change_mail(request.user, person) else OwnPersonForm
    form = kind(typed(request), initial={name: getattr(person, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        values = {"mail": person.mail} | {name: form.cleaned_data[name] for name in FIELDS if name in form.fields}
        if _try(form, membership.correct_person, participant=person, **values, by=request.user) is not False:
            messages.success(request, f"{values['name']}さんの登録内容を訂正しました。")
            is_back_at_privacy = not can_read_people(request.user, person.department)
            return redirect("enrolment:privacy") if is_back_at_privacy else to_people(person.department)
    context = {"form": form, "person": person, "department": person.department, "crumbs": trail(PEOPLE, "訂正")}
    return render(request, "enrolment/people_form.html", context)


@never_cache
@page
@keeps_form
def person_leave(request, pk):
    person = get_person(request, pk, may_keep)
    form = LeaveForm(typed(request))
    if request.method == "POST" and form.is_valid():
        values = {"last_day": form.cleaned_data["last_day"], "by": request.user}
        if _try(form, membership.remove_person, participant=person, **values) is not False:
            messages.success(request, f"{person.name}さんの最終日を登録しました。")
            return to_people(person.department)
    context = {"form": form, "person": person, "crumbs": trail(PEOPLE, "異動・退任")}
    return render(request, "enrolment/people_leave.html", context)


@require_POST
@login_required
def person_stay(request, pk):
    person = get_person(request, pk, may_keep)
    membership.keep_person(participant=person, by=request.user)
    messages.success(request, f"{person.name}さんの最終日を取り消しました。")
    return to_people(person.department)


@require_POST
@login_required
def person_coordinator(request, pk):
    person = get_person(request, pk, may_keep)
    makes = request.POST.get("is_coordinator") == "1"
    act = membership.make_coordinator if makes else membership.end_coordinator
    done = f"{person.name}さんを窓口にしました。" if makes else f"{person.name}さんを窓口から外しました。"
    _say(request, done, act, participant=person, by=request.user)
    return to_people(person.department)


@require_POST
@login_required
def people_confirm(request):
    """One person, or everybody of the department."""
    department = department_to_keep(request)
    people = current_people(department)
    if one := request.POST.get("person"):
        people = [person for person in people if str(person.pk) == one]
    done = f"{'・'.join(f'{person.name}さん' for person in people)}が新しい年度も続けることを確認しました。"
    _say(request, done, yearly.confirm_people, people=people, by=request.user)
    return to_people(department)


@require_POST
@login_required
def enrolments_carry(request):
    department = department_to_keep(request)
    done = "新しい年度の参加登録を確認しました。"
    _say(request, done, yearly.confirm_carried, department=department, by=request.user)
    return to_people(department)


def typed(request):
    """What is posted, or what was typed here before signing in again."""
    return request.POST if request.method == "POST" else kept_form(request)


def trail(*labels: str) -> list[tuple[str, str]]:
    """The way here from マイページ; what lies between is the list of people."""
    between = [(label, reverse("enrolment:person-list")) for label in labels[:-1]]
    return [("マイページ", reverse("enrolment:my")), *between, (labels[-1], "")]


def departments_of(user) -> list[Department]:
    return list(dict.fromkeys(person.department for person in user.current_participations))


def chosen_department(request, departments: list[Department]) -> Department | None:
    """The one that `?department=` names, of those the reader may read; else their first, if they have one."""
    key = request.POST.get("department") or request.GET.get("department")
    if not key:
        readable = [one for one in departments if can_read_people(request.user, one)]
        return next((one for one in readable if rules.coordinates(request.user, one)), next(iter(readable), None))
    if not key.isascii() or not key.isdigit():
        raise Http404
    found = get_object_or_404(Department.objects.select_related("municipality"), pk=key)
    if not can_read_people(request.user, found):
        raise Http404
    return found


def department_to_keep(request) -> Department:
    """The chosen department, for those who speak for it."""
    department = chosen_department(request, departments_of(request.user))
    if department is None or not rules.coordinates(request.user, department):
        raise PermissionDenied("同じ部署の人の登録は、部署の窓口の方が行います。")
    return department


def may_keep(user, person: Participant) -> bool:
    return rules.coordinates(user, person.department)


def get_person(request, pk: int, rule) -> Participant:
    """Somebody of a department that the reader may know of; 403 where they may know but not do this."""
    people = Participant.objects.select_related("department__municipality", "user")
    person = get_object_or_404(people, pk=pk)
    if rule(request.user, person):
        return person
    if can_read_people(request.user, person.department):
        raise PermissionDenied("同じ部署の人の登録は、部署の窓口の方が行います。")
    raise Http404


def current_people(department: Department) -> list[Participant]:
    people = department.participants.filter(current_on(timezone.localdate())).select_related("user")
    people = people.select_related("department__municipality")
    return list(people.order_by("-is_coordinator", "pk"))


def to_people(department: Department):
    return redirect(f"{reverse('enrolment:person-list')}?department={department.pk}")


def _try(form, act, **values):
    """What the action answers, or False with its reasons beside the fields they belong to."""
    try:
        return act(**values)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False


def _say(request, done: str, act, **values) -> None:
    try:
        act(**values)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
