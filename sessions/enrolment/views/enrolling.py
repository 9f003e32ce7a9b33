"""The form of enrolment: short pages, one after the other, each a plain form. Only a POST changes anything."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions.dates import fiscal_year_of
from sessions.enrolment.actions.enrolling import OUTSIDE, Person, ask_to_join, enrol_department, is_of_domain
from sessions.enrolment.emails.enrolling import next_step
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.forms.enrolling import (
    AddressForm,
    CodeForm,
    DepartmentForm,
    MunicipalityForm,
    PeopleForms,
    rearranged,
)
from sessions.enrolment.models import Application, Attendance
from sessions.enrolment.pending import asked_for, asked_in
from sessions.enrolment.views import known
from sessions.enrolment.views.draft import Draft
from sessions.enrolment.views.proof import MailedCode, enter_by_code
from sessions.models import Series
from studygroup.models import Department, Municipality

MAX_DIGITS = 18
PAGE_AND_FORM = ["GET", "HEAD", "POST"]


def step(view):
    """A page for which the address is proven: others begin at the beginning."""

    @never_cache
    @wraps(view)
    def page(request, *args, **kwargs):
        draft = Draft(request)
        if not (request.user.is_authenticated and draft.is_begun and draft.get("is_proven")):
            return redirect("enrolment:start")
        if draft.get("mail") != request.user.email:
            return redirect("enrolment:start")
        return view(request, draft, *args, **kwargs)

    return page


def _page(request, name: str, draft: Draft | None = None, **context):
    if draft and draft.is_begun:
        context |= {"municipality": draft.municipality, "mail": draft.get("mail")}
    crumbs = [("ホーム", "/"), ("部署の参加登録", "")]
    return render(request, f"enrolment/enrol/{name}.html", {"crumbs": crumbs, **context})


@never_cache
@require_http_methods(PAGE_AND_FORM)
def start(request):
    """The municipality, and for somebody without login an address to prove."""
    draft, user = Draft(request), request.user
    known = {"municipality": draft.get("municipality") and draft.municipality.name, "mail": draft.get("mail")}
    if user.is_authenticated and user.municipality_id:
        known["municipality"] = user.municipality.name
    form_class = MunicipalityForm if user.is_authenticated else AddressForm
    form = form_class(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        municipality = form.cleaned_data["municipality"]
        if user.is_authenticated:
            draft.start(municipality=municipality, mail=user.email)
            draft.keep(is_proven=True)
            return redirect("enrolment:department")
        _tell_if_narrowed(request, form)
        why_not = _send_code(request, draft, municipality, form.cleaned_data["mail"])
        if not why_not:
            return redirect("enrolment:code")
        form.add_error("mail", why_not)
    return _page(request, "start", form=form, municipalities=Municipality.objects.all())


def _tell_if_narrowed(request, form) -> None:
    if request.POST["mail"].strip().lower() != form.cleaned_data["mail"]:
        messages.info(request, f"メールアドレスを半角に直しました：{form.cleaned_data['mail']}")


def _send_code(request, draft: Draft, municipality: Municipality, mail: str) -> str:
    """Begin the draft with a code mailed to `mail`; returns why none could be sent, else nothing."""
    why_not = MailedCode(request, mail).send()
    if not why_not:
        draft.start(municipality=municipality, mail=mail)
    return why_not


@never_cache
@require_http_methods(PAGE_AND_FORM)
def code(request):
    """The six digits that were mailed. Whether there is a login for the address shows only to who can read its mail."""
    draft = Draft(request)
    if not draft.is_begun or request.user.is_authenticated:
        return redirect("enrolment:start")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and "again" in request.POST:
        return _send_again(request, draft)
    if request.method == "POST" and form.is_valid():
        mailed = MailedCode(request, draft.get("mail"))
        if mailed.matches(form.cleaned_data["code"]):
            return _enter(request, draft)
        form.add_error("code", mailed.why_refused)
    return _page(request, "code", draft, form=form)


def _send_again(request, draft: Draft):
    if why_not := _send_code(request, draft, draft.municipality, draft.get("mail")):
        messages.error(request, why_not)
    else:
        messages.success(request, "確認コードをもう一度送りました。新しいコードを入力してください。")
    return redirect("enrolment:code")


def _enter(request, draft: Draft):
    draft.keep(is_proven=True)
    if not enter_by_code(request, draft.get("mail")):
        return redirect(f"{reverse('account_login')}?next={reverse('enrolment:start')}")
    return redirect("enrolment:department")


def enrollable_series():
    """The series that departments enrol in; 見学会 takes what others have enrolled."""
    return Series.objects.live().open_to_enrolment().in_order()


@require_http_methods(PAGE_AND_FORM)
@step
def department(request, draft: Draft):
    """The department, what it joins, who speaks for it."""
    municipality, user = draft.municipality, request.user
    is_own = is_of_domain(user, municipality)
    departments = list(municipality.departments.filter(closed_on__isnull=True)) if is_own else []
    initial = {"name": user.name} | known.as_sent_back(user, municipality, departments) | draft.get("department", {})
    year = fiscal_year_of(timezone.localdate())
    form = DepartmentForm(
        request.POST or None, initial=initial, departments=departments, series=enrollable_series(), fiscal_year=year
    )
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        draft.keep(
            department={
                **{name: request.POST.get(name, "") for name in ("department", "new_name", "new_field")},
                **{name: cleaned[name] for name in ("name", "kana", "phone", "department_name", "department_field")},
                "series": [series.key for series in cleaned["series"]],
            }
        )
        if kept := draft.get("people"):
            kept[0] |= {name: cleaned[name] for name in ("name", "kana", "phone")}
            draft.keep(people=kept)
        return redirect("enrolment:people-of-application")
    return _page(request, "department", draft, form=form, is_own=is_own, outside=OUTSIDE)


@require_POST
@step
def join(request, draft: Draft):
    """Ask the department that is enrolled already for an invitation."""
    key = request.POST.get("department", "")
    found = get_object_or_404(Department, pk=key if key.isdecimal() and len(key) < MAX_DIGITS else 0)
    ask_to_join(
        department=found, name=request.POST.get("name", "").strip()[:100] or request.user.email, by=request.user
    )
    messages.success(request, f"{found.name}の窓口の方に、招待を依頼しました。招待のメールをお待ちください。")
    return redirect("enrolment:start")


@require_http_methods(PAGE_AND_FORM)
@step
def people(request, draft: Draft):
    """Who takes part, and how at each session to come."""
    facts = draft.get("department")
    if not facts:
        return redirect("enrolment:department")
    first = {"name": facts["name"], "kana": facts["kana"], "phone": facts["phone"], "mail": draft.get("mail")}
    sessions = known.open_sessions(facts["series"])
    options = {"prefix": "people", "form_kwargs": {"study_sessions": sessions}}
    if rows := rearranged(request.POST, [one.code for one, _ in sessions]):
        forms = PeopleForms(initial=rows, **options)
        return _page(request, "people", draft, forms=forms, is_new_row="add" in request.POST)
    rows = [{**person, **person["answers"]} for person in known.people_so_far(request.user, draft)]
    forms = PeopleForms(request.POST or None, initial=rows or [first], **options)
    if request.method == "POST" and forms.is_valid():
        draft.keep(people=forms.people)
        return redirect("enrolment:check")
    return _page(request, "people", draft, form=forms if forms.is_bound else None, forms=forms)


@require_http_methods(PAGE_AND_FORM)
@step
def check(request, draft: Draft):
    """Everything once more, each with its way back; the POST submits it."""
    facts, persons = draft.get("department"), draft.get("people")
    if not persons:
        return redirect("enrolment:people-of-application")
    series = list(enrollable_series().filter(key__in=facts["series"]))
    if request.method == "POST":
        try:
            application = _submit(request, draft, series)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("enrolment:department")
        draft.forget()
        return redirect("enrolment:receipt", number=application.pk)
    sessions = dict(known.open_sessions(facts["series"]))
    if any(one.code not in person["answers"] for one in sessions for person in persons):
        return redirect("enrolment:people-of-application")
    rows = [(person, [(one, AttendanceMode(person["answers"][one.code])) for one in sessions]) for person in persons]
    context = {
        "facts": facts,
        "series": series,
        "rows": rows,
        "is_own": is_of_domain(request.user, draft.municipality),
        "outside": OUTSIDE,
        "asked": asked_for(people=persons, municipality=draft.municipality.pk, study_sessions=sessions),
    }
    return _page(request, "check", draft, **context)


def _submit(request, draft: Draft, series: list[Series]) -> Application:
    facts = draft.get("department")
    return enrol_department(
        municipality=draft.municipality,
        department_name=facts["department_name"],
        department_field=facts["department_field"],
        series=series,
        people=[Person(**person) for person in draft.get("people")],
        key=draft.get("key"),
        by=request.user,
    )


@never_cache
@require_safe
def receipt(request, number: int):
    """The receipt, for who submitted it alone."""
    application = Application.objects.filter(pk=number).select_related("municipality", "department").first()
    if application is None or not request.user.is_authenticated or application.submitted_by_id != request.user.pk:
        raise Http404
    answered = Attendance.objects.none()
    if application.department:
        answered = Attendance.objects.filter(participant__department=application.department)
        answered = answered.select_related("participant", "study_session").order_by("study_session__date_from", "pk")
    context = {
        "application": application,
        "attendances": answered,
        "waiting": [one for one in answered if one.waiting_since],
        "asked": asked_in([application]),
        "next_step": next_step(application),
    }
    return _page(request, "receipt", **context)
