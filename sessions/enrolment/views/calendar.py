"""A person's own calendar: whoever has its address reads it, so the address can be replaced, and ended."""

import hashlib
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sessions.enrolment.actions.calendar import end_calendar_feed, replace_calendar_feed
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Attendance, CalendarFeed
from sessions.ical import calendar_of
from sessions.models import StudySession

NAME = "わたしの予定（オール東京62気候変動対策研究会）"


@require_safe
def private_feed(request, token):
    """The sessions at which the owner is there, with the join link where they signed up online."""
    feed = get_object_or_404(CalendarFeed.objects.select_related("user"), token=token, user__is_active=True)
    content, changed_at = _calendar_of(feed.user)
    return _answer(request, content, max(filter(None, (feed.made_at, changed_at))))


@require_safe
@login_required
def own_calendar(request):
    """The same calendar once, as a file, for the one whose it is."""
    content, _ = _calendar_of(request.user)
    return _as_file(content, "attachment")


def _calendar_of(user) -> tuple[bytes, datetime | None]:
    """The calendar, and when anything in it last changed."""
    rows = Attendance.objects.filter(participant__in=user.current_participations).order_by("pk")
    answered = {row.study_session_id: row for row in rows}
    shown = {row.study_session_id: row for row in rows.there_in_time()}
    sessions = StudySession.objects.live().on_a_day().filter(pk__in=shown).with_agenda().with_sequence()
    study_sessions = list(sessions.by_first_day())
    notes = {one.pk: _notes(shown[one.pk], one) for one in study_sessions}
    changes = [row.changed_at for row in answered.values()] + [one.last_published_at for one in study_sessions]
    return calendar_of(study_sessions, NAME, notes), max(filter(None, changes), default=None)


def _notes(attendance: Attendance, study_session: StudySession) -> list[str]:
    lines = [f"参加方法：{attendance.get_mode_display()}（受付番号 {attendance.receipt}）"]
    if attendance.mode == AttendanceMode.ONLINE and study_session.join_url:
        lines.append(f"オンラインの参加先：{study_session.join_url}")
    return lines


def _as_file(content: bytes, disposition: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'{disposition}; filename="my.ics"'
    # Nothing on the way may keep it, our own page cache too: a replaced address ends at once.
    response["Cache-Control"] = "private, no-store"
    return response


def _answer(request, content: bytes, changed_at: datetime) -> HttpResponse:
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response = _as_file(content, "inline")
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed_at.timestamp())
    return get_conditional_response(request, etag=etag, response=response)


@require_POST
@login_required
def replace_feed(request):
    """Make the address, or a new one in place of the old, which leads nowhere from then on."""
    is_new = replace_calendar_feed(by=request.user)
    replaced = "新しいアドレスを作りました。前のアドレスは使えなくなりました。"
    messages.success(request, "カレンダーのアドレスを作りました。" if is_new else replaced)
    return _to_calendar()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end_feed(request):
    """End the address, after a page that says what ends with it."""
    if not CalendarFeed.objects.filter(user=request.user).exists():
        return _to_calendar()
    if request.method == "POST":
        end_calendar_feed(by=request.user)
        messages.success(request, "カレンダーの購読を終えました。アドレスは使えなくなりました。")
        return _to_calendar()
    crumbs = [("マイページ", reverse("enrolment:my")), ("カレンダーの購読を終える", "")]
    return render(request, "enrolment/calendar_end.html", {"crumbs": crumbs})


def _to_calendar():
    return redirect(f"{reverse('enrolment:my')}#calendar")
