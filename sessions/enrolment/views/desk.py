"""The reception desk of a session: its page, its list for the tablet, what the tablet sends, walk-ins."""

import json
import uuid

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions.enrolment import rules
from sessions.enrolment.actions.desk import Outcome, take_act, told_before
from sessions.enrolment.actions.walk_ins import register_walk_in
from sessions.enrolment.enums import TAKEN_ANSWERS, DeskAnswer
from sessions.enrolment.forms.desk import MOST_ACTS, ActForm, KnownWalkInForm, WalkInForm
from sessions.enrolment.models import Attendance, DeskEntry, SignUp
from sessions.enrolment.reception import (
    hindrance_of,
    label_of,
    matches,
    read_receipt,
    search_text,
    tag_of,
    why_not_venue,
)
from sessions.models import StudySession
from studygroup.models import Municipality, Participant
from studygroup.templatetags.site import clock_time

MOST_FOUND = 20


def session_at_desk(request, code: str) -> StudySession:
    """The published session of `code`, for whoever keeps its desk."""
    if not rules.can_keep_desk(request.user):
        raise PermissionDenied("受付は、運営事務局の方が使います。")
    return get_object_or_404(StudySession.objects.live().select_related("series"), code=code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, code):
    """Everyone signed up, and one press for each; works without JavaScript, which takes over where it runs."""
    study_session = session_at_desk(request, code)
    if request.method == "POST":
        return _press(request, study_session)
    entry = DeskEntry.objects.filter(study_session=study_session, key=request.GET.get("done", "")).first()
    return _show(request, study_session, told_before(entry) if entry else None)


def _press(request, study_session):
    form = ActForm(request.POST)
    if not form.is_valid():
        return _show(request, study_session, Outcome("", DeskAnswer.UNKNOWN))
    outcome = take_act(study_session=study_session, act=form.wanted, by=request.user)
    if outcome.answer not in TAKEN_ANSWERS:
        return _show(request, study_session, outcome)
    here = reverse("enrolment:desk", args=[study_session.code])
    return redirect(f"{here}?done={outcome.key}&was={outcome.was}")


def _show(request, study_session, outcome=None):
    words = request.GET.get("q", "").strip()
    everyone = list(Attendance.objects.at_desk(study_session))
    found, misread = _look_up(study_session, everyone, words)
    for attendance in found:
        attendance.key = uuid.uuid4().hex
        attendance.tag = tag_of(attendance, study_session)
    expected = [row for row in everyone if row.checked_in_at or not tag_of(row, study_session)]
    context = {
        "study_session": study_session,
        "found": found,
        "words": words,
        "outcome": told(outcome or misread),
        "was": request.GET.get("was", ""),
        "key": uuid.uuid4().hex,
        "checked_in": sum(row.checked_in_at is not None for row in everyone),
        "expected": len(expected),
        "crumbs": [("ホーム", "/"), (study_session.title, study_session.url), ("受付", "")],
    }
    return render(request, "enrolment/checkin.html", context)


def _look_up(study_session, everyone, words: str) -> tuple[list[Attendance], Outcome | None]:
    """Whom the words find, and what is wrong with a receipt that is none of this session's."""
    receipt = read_receipt(words)
    if receipt is None:
        return [row for row in everyone if matches(row, words)], None
    found = [row for row in everyone if row.pk == receipt.number]
    if found and receipt.code in ("", study_session.code):
        return found, None
    of_code = StudySession.objects.live().filter(code=receipt.code).exclude(pk=study_session.pk).first()
    elsewhere = Attendance.objects.filter(pk=receipt.number).select_related("study_session").first()
    other = of_code or (elsewhere and not receipt.code and elsewhere.study_session)
    if not other:
        return [], Outcome("", DeskAnswer.UNKNOWN)
    return [], Outcome("", DeskAnswer.OTHER_SESSION, Attendance(study_session=other))


def told(outcome: Outcome | None) -> dict | None:
    """An outcome in the desk's words, for the page and the tablet alike."""
    if outcome is None:
        return None
    row = outcome.attendance
    is_known = row is not None and row.pk is not None and outcome.answer != DeskAnswer.OTHER_SESSION
    return {
        "key": outcome.key,
        "answer": outcome.answer.value,
        "sentence": _sentence(outcome),
        "at": outcome.at.isoformat() if outcome.at else "",
        "was": outcome.was,
        "person": as_listed(row) if is_known else None,
    }


def _sentence(outcome: Outcome) -> str:
    match outcome.answer:
        case DeskAnswer.CHECKED_IN | DeskAnswer.WITHOUT_SEAT:
            return f"{outcome.answer.label} {clock_time(outcome.at)}"
        case DeskAnswer.ALREADY | DeskAnswer.KEPT:
            return f"{outcome.answer.label}（{clock_time(outcome.at)}）"
        case DeskAnswer.OTHER_MODE:
            return why_not_venue(outcome.attendance)
        case DeskAnswer.OTHER_SESSION:
            return f"{outcome.answer.label}：{label_of(outcome.attendance.study_session)}"
    return outcome.answer.label


def as_listed(attendance: Attendance) -> dict:
    """One person as the tablet keeps them."""
    person = attendance.participant
    return {
        "id": attendance.pk,
        "receipt": attendance.receipt,
        "name": person.name,
        "kana": person.kana,
        "place": str(person.department),
        "mode": attendance.mode,
        "hindrance": hindrance_of(attendance),
        "tag": tag_of(attendance, attendance.study_session),
        "is_walk_in": attendance.is_walk_in,
        "at": attendance.checked_in_at.isoformat() if attendance.checked_in_at else "",
        "search": search_text(attendance),
    }


@never_cache
@require_safe
def person_list(request, code):
    """What the tablet needs to go on without a connection; `now` tells how far its clock is off."""
    study_session = session_at_desk(request, code)
    sign_up = SignUp.objects.filter(study_session=study_session).first()
    others = StudySession.objects.live().filter(fiscal_year=study_session.fiscal_year).exclude(pk=study_session.pk)
    facts = {
        "code": study_session.code,
        "now": timezone.now().isoformat(),
        "seats_left": sign_up.seats_left if sign_up else None,
        "sessions": {other.code: label_of(other) for other in others},
        "people": [as_listed(row) for row in Attendance.objects.at_desk(study_session)],
    }
    return JsonResponse(facts)


@never_cache
@require_POST
def acts(request, code):
    """A tablet sends what it kept, in order; each act is answered under its key."""
    study_session = session_at_desk(request, code)
    forms = _forms_in(request.body)
    if forms is None:
        return JsonResponse({"error": "読み取れない内容です。"}, status=400)
    answers = []
    for form in forms:
        if form.is_valid():
            outcome = take_act(study_session=study_session, act=form.wanted, by=request.user)
            answers.append(told(outcome))
        else:
            answers.append({**told(Outcome("", DeskAnswer.UNKNOWN)), "key": str(form.data.get("key", ""))})
    return JsonResponse({"now": timezone.now().isoformat(), "answers": answers})


def _forms_in(body: bytes) -> list[ActForm] | None:
    try:
        sent = json.loads(body)
    except ValueError:
        return None
    rows = sent.get("acts") if isinstance(sent, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_ACTS or not all(isinstance(row, dict) for row in rows):
        return None
    return [ActForm(row) for row in rows]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request, code):
    """当日参加: somebody whom a department has named before, or somebody new."""
    study_session = session_at_desk(request, code)
    is_known = "participant" in request.POST
    form = (KnownWalkInForm if is_known else WalkInForm)(request.POST) if request.method == "POST" else None
    is_full = False
    if form is not None and form.is_valid():
        outcome = register_walk_in(
            study_session=study_session,
            person=form.cleaned_data["participant"] if is_known else form.newcomer,
            key=form.cleaned_data["key"],
            beyond_seats="beyond" in request.POST,
            by=request.user,
        )
        if outcome.answer != DeskAnswer.FULL:
            here = reverse("enrolment:desk", args=[study_session.code])
            return redirect(f"{here}?done={outcome.key}&was={outcome.was}")
        is_full = True
    return _show_walk_in(request, study_session, None if is_known else form, is_full)


def _show_walk_in(request, study_session, form, is_full):
    words = request.GET.get("q", "").strip() or request.POST.get("q", "").strip()
    here = Attendance.objects.filter(study_session=study_session).values("participant")
    found = []
    if words:
        people = Participant.objects.select_related("department__municipality").exclude(pk__in=here)
        rows = (Attendance(participant=person, pk=0) for person in people)
        found = [row.participant for row in rows if row.participant.is_current and matches(row, words)]
    context = {
        "study_session": study_session,
        "form": form or WalkInForm(initial={"key": uuid.uuid4().hex}),
        "words": words,
        "people": [(person, uuid.uuid4().hex) for person in found[:MOST_FOUND]],
        "is_full": is_full,
        "posted": request.POST,
        "municipalities": Municipality.objects.all(),
        "crumbs": [
            ("ホーム", "/"),
            (study_session.title, study_session.url),
            ("受付", reverse("enrolment:desk", args=[study_session.code])),
            ("当日参加", ""),
        ],
    }
    return render(request, "enrolment/checkin_walk_in.html", context)


@require_safe
def worker(request):
    """The service worker: below /checkin/, so that a page of the desk opens again while offline, and no other page."""
    return render(request, "enrolment/checkin_worker.js", content_type="text/javascript; charset=utf-8")
