"""What the office prints for a session's desk, and who was there afterwards."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sessions.enrolment.actions.desk import set_attended
from sessions.enrolment.forms.desk import AttendedForm
from sessions.enrolment.models import Attendance
from sessions.enrolment.views.desk import session_at_desk

CARDS_A_SHEET = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attended(request, code):
    """Who was there: as recorded at the desk, corrected by hand; and the figures, municipalities first."""
    study_session = session_at_desk(request, code)
    here = reverse("enrolment:attended-set", args=[study_session.code])
    rows = list(Attendance.objects.at_desk(study_session))
    form = AttendedForm(request.POST or None, attendances=rows)
    if request.method == "POST" and form.is_valid():
        changed = set_attended(study_session=study_session, attended=form.values, by=request.user)
        messages.success(request, f"{changed}名の出席を変更しました。" if changed else "変更はありません。")
        return redirect(here)
    everyone = Attendance.objects.filter(study_session=study_session)
    context = {
        "study_session": study_session,
        "form": form,
        "figures": [
            ("申込み", everyone.taking_part().counts()),
            ("会場（当日参加を含む）", everyone.expected_at_venue().counts()),
            ("出席", everyone.attended().counts()),
        ],
        "crumbs": [
            ("ホーム", "/"),
            (study_session.title, study_session.url),
            ("受付", reverse("enrolment:desk", args=[study_session.code])),
            ("出席の記録", ""),
        ],
    }
    return render(request, "enrolment/checkin_attended.html", context)


@never_cache
@require_safe
def roll(request, code):
    """出席簿: those expected at the venue, 建制順, with a column to sign and empty lines for walk-ins."""
    study_session = session_at_desk(request, code)
    expected = Attendance.objects.at_desk(study_session).expected_at_venue()
    context = {
        "study_session": study_session,
        "rows": expected,
        "counts": Attendance.objects.filter(study_session=study_session).expected_at_venue().counts(),
        "empty_lines": range(5),
    }
    return render(request, "enrolment/checkin_roll.html", context)


@never_cache
@require_safe
def cards(request, code):
    """Name cards, ten on a sheet of A4, for those signed up for the venue."""
    study_session = session_at_desk(request, code)
    rows = list(Attendance.objects.at_desk(study_session).expected_at_venue())
    sheets = [rows[first : first + CARDS_A_SHEET] for first in range(0, len(rows), CARDS_A_SHEET)]
    return render(request, "enrolment/checkin_cards.html", {"study_session": study_session, "sheets": sheets})
