"""What is known already when somebody enrols: what was sent back, who is there, which sessions take answers."""

from sessions.enrolment.actions.answering import modes_of, why_closed
from sessions.enrolment.actions.seats import sign_up_of
from sessions.enrolment.enums import AttendanceMode, EnrolmentState
from sessions.enrolment.forms.enrolling import NEW
from sessions.enrolment.models import Application
from sessions.enrolment.views.draft import Draft
from sessions.models import StudySession
from studygroup.models import Department, Municipality


def sent_back(user, municipality: Municipality) -> Application | None:
    """What the office returned to this person, to be put right and submitted again."""
    own = Application.objects.filter(submitted_by=user, municipality=municipality, state=EnrolmentState.SENT_BACK)
    return own.first()


def as_sent_back(user, municipality: Municipality, departments: list[Department]) -> dict:
    application = sent_back(user, municipality)
    if application is None:
        return {}
    chosen = next((str(one.pk) for one in departments if one.name == application.department_name), NEW)
    return {
        "department": chosen,
        "new_name": application.department_name if chosen == NEW else "",
        "new_field": application.field if chosen == NEW else "",
        "series": [series.key for series in application.series.all()],
        **{name: application.people[0][name] for name in ("name", "kana", "phone")},
    }


def people_so_far(user, draft: Draft) -> list[dict]:
    """The rows of the draft, else those of what was sent back."""
    returned = sent_back(user, draft.municipality)
    return draft.get("people") or (returned.people if returned else [])


def open_sessions(series_keys: list[str]) -> list[tuple[StudySession, list[AttendanceMode]]]:
    """The sessions to come of these series that still take answers, each with its ways."""
    ahead = (
        StudySession.objects.live()
        .ahead()
        .on_a_day()
        .filter(series__key__in=series_keys)
        .select_related("series", "venue")
    )
    return [(one, modes_of(one)) for one in ahead if not why_closed(one, sign_up_of(one))]
