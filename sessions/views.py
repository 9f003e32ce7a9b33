"""The public calendar files."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from sessions.ical import calendar_of
from sessions.models import StudySession


@require_safe
def calendar_feed(request):
    """Every published session that has a day."""
    return _ics(_published(), "オール東京62気候変動対策研究会", "calendar.ics")


@require_safe
def session_file(request, code):
    """One session's file; a session without a day has none."""
    study_session = get_object_or_404(_published(), code=code)
    return _ics([study_session], study_session.title, f"{study_session.code}.ics")


def _published():
    return StudySession.objects.live().on_a_day().with_agenda().with_sequence().by_first_day()


def _ics(study_sessions, name, filename):
    response = HttpResponse(calendar_of(study_sessions, name), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    return response
