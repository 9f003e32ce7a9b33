"""Who comes to one session, and how; and the receipt that each brings to the desk."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sessions.enrolment import rules, sheet
from sessions.enrolment.actions.answering import answer as answer_for
from sessions.enrolment.actions.answering import answer_all
from sessions.enrolment.actions.enrolling import ask_to_join
from sessions.enrolment.actions.joining import ENROLLED, join_as_staff
from sessions.enrolment.forms.attending import AnswerSheet, JoinForm
from sessions.enrolment.models import Attendance
from sessions.enrolment.qr import qr_svg
from sessions.enrolment.rules.joining import can_join_as_staff
from sessions.enrolment.rules.overlaps import overlapping_of
from sessions.enrolment.rules.people import is_own, unchecked_participations
from sessions.models import StudySession
from studygroup import rules as membership
from studygroup.kept_forms import keeps_form, kept_form
from studygroup.models import Department

UNCHANGED = "変更はありませんでした"
RECEIPT = re.compile(r"A-(\d{5,12})")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def answer(request, code):
    """For each person the reader answers for: how they take part. Nothing is saved by reading."""
    study_session = get_object_or_404(StudySession.objects.live().select_related("series", "venue"), code=code)
    people = sheet.answered_for(request.user)
    cells = sheet.read_cells(request.user, people, [study_session])
    admitted = [cell for cell in cells.values() if cell.is_admitted]
    if not admitted:
        return _without_department(request, study_session)
    offered = {"accept", "decline"} & request.POST.keys()
    if offered:
        return _answer_offer(request, admitted, offered.pop())
    answers = AnswerSheet(admitted, _typed(request))
    if request.method == "POST" and (changed := save_answers(request, answers)) is not None:
        messages.success(request, f"{len(changed)}件の変更を保存しました" if changed else UNCHANGED)
        return redirect(request.get_full_path())
    return render(request, "enrolment/attend.html", _page_of(study_session, answers, len(people) - len(admitted)))


def _typed(request):
    return request.POST if request.method == "POST" else kept_form(request)


def _page_of(study_session, answers: AnswerSheet, left_out: int = 0) -> dict:
    overlaps = overlapping_of([cell.person for cell in answers.cells], study_session)
    lacks_seat = sheet.fullness(answers.cells[0].sign_up)
    groups: dict[Department, list[sheet.Cell]] = {}
    for cell in answers.cells:
        cell.overlaps = overlaps.get(cell.person.pk, [])
        cell.is_refused_seat |= lacks_seat(cell.person)
        groups.setdefault(cell.person.department, []).append(cell)
    return {
        "study_session": study_session,
        "terms": sheet.Terms(study_session, answers.cells[0].sign_up),
        "form": answers,
        "groups": list(groups.items()),
        "offers": [cell for cell in answers.cells if cell.is_offered],
        "left_out": left_out,
        "crumbs": _crumbs(study_session, "参加方法"),
    }


def _crumbs(study_session, last: str) -> list[tuple[str, str]]:
    return [("ホーム", "/"), (study_session.title, study_session.get_url()), (last, "")]


def save_answers(request, answers: AnswerSheet, *, must_choose: bool = True) -> list[Attendance] | None:
    """Keep all that was changed on the page, and return it; or nothing, with the reasons beside each answer."""
    if must_choose and answers.is_valid() and answers.is_blank:
        answers.ask_for_modes()
    if answers.is_valid():
        try:
            return answer_all(answers=answers.answers(), by=request.user)
        except ValidationError as refusal:
            answers.refuse(refusal)
    answers.show_what_stands()
    return None


def _answer_offer(request, cells: list[sheet.Cell], what: str):
    """The offered seat is taken or given back, whatever else stands in the form."""
    by_key = {str(cell.person.pk): cell for cell in cells if cell.attendance}
    cell = by_key.get(request.POST[what])
    if cell is None:
        raise Http404
    if not cell.attendance.offered_until:
        messages.warning(request, f"{cell.person.name}さんへの席の案内は終わっています。")
        return redirect(request.get_full_path())
    mode = "venue" if what == "accept" else cell.attendance.mode
    try:
        answer_for(participant=cell.person, study_session=cell.study_session, mode=mode, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        said = "会場参加で受け付けました" if what == "accept" else "席を辞退しました"
        messages.success(request, f"{cell.person.name}さんの{said}")
    return redirect(request.get_full_path())


def _without_department(request, study_session):
    """Staff in no department say which is theirs, where any staff may come; others are told who takes part."""
    if can_join_as_staff(request.user, study_session):
        return _join(request, study_session)
    context = {
        "study_session": study_session,
        "is_suspended": membership.is_shut_out(request.user),
        "has_role": membership.has_a_role(request.user),
        "unchecked": unchecked_participations(request.user),
        "works_for": request.user.current_participations,
        "crumbs": _crumbs(study_session, "参加方法"),
    }
    return render(request, "enrolment/attend_closed.html", context, status=403)


def _join(request, study_session):
    form = JoinForm(_typed(request), initial={"name": request.user.name})
    enrolled = None
    if request.method == "POST" and form.is_valid():
        enrolled = _take_in(request.user, study_session, form)
        if enrolled and "ask" in request.POST:
            ask_to_join(department=enrolled, name=form.cleaned_data["name"], by=request.user)
            messages.success(request, f"{enrolled.name}の窓口の方に、招待を依頼しました。")
        if form.is_valid() or (enrolled and "ask" in request.POST):
            return redirect(request.get_full_path())
    terms = sheet.Terms(study_session, sheet.terms_of([study_session])[study_session.pk])
    context = {"study_session": study_session, "terms": terms, "form": form, "enrolled": enrolled}
    return render(request, "enrolment/attend_join.html", context | {"crumbs": _crumbs(study_session, "参加方法")})


def _take_in(user, study_session, form: JoinForm) -> Department | None:
    """Put the reader into the department they named, or say why not; where it is an enrolled one, that department."""
    said = form.cleaned_data
    try:
        join_as_staff(
            study_session=study_session,
            department_name=said["department_name"],
            field=said["department_field"],
            name=said["name"],
            kana=said["kana"],
            by=user,
        )
    except ValidationError as refusal:
        form.add_error("department_name" if refusal.code == ENROLLED else None, refusal.message)
        return (refusal.params or {}).get("department")
    return None


@never_cache
@require_safe
@login_required
def receipt(request, code, receipt):
    """The number and its QR code, on a screen or on a sheet of A6; for those who answer for the person alone."""
    number = RECEIPT.fullmatch(receipt)
    if number is None:
        raise Http404
    rows = Attendance.objects.select_related(
        "participant__department__municipality", "study_session__series", "study_session__venue"
    )
    attendance = get_object_or_404(rows, pk=int(number[1]), study_session__code=code)
    if attendance.receipt != receipt or not rules.acts_for(request.user, attendance.participant):
        raise Http404
    study_session = attendance.study_session
    context = {
        "attendance": attendance,
        "study_session": study_session,
        "qr": qr_svg(attendance),
        "is_own": is_own(request.user, attendance.participant),
        "crumbs": [
            *_crumbs(study_session, "")[:2],
            ("参加方法", reverse("enrolment:attendance-answer", args=[code])),
            (f"受付票 {receipt}", ""),
        ],
    }
    return render(request, "enrolment/attend_receipt.html", context)
