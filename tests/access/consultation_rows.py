"""The rows of /consultations/ in the table of addresses, and what they are of: 立川市 環境課 asked."""

from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.utils import timezone

from qna.consultations.enums import Agreement, ConsultationState
from qna.consultations.models import Call, Consultation, Meeting, OfferedHour, Summary
from studygroup.enums import Role
from studygroup.models import Department, User
from tests.factories.cast import ACTORS
from tests.factories.consultations import make_call

EVERYONE = dict.fromkeys(ACTORS, 200)
POST_ONLY = dict.fromkeys(ACTORS, 405)
OF_ENROLLED = {"participant": 200, "coordinator": 200, "other": 200}
ASKING = dict.fromkeys(ACTORS, 403) | {"anonymous": 302} | OF_ENROLLED
ADVISORS = dict.fromkeys(ACTORS, 403) | {"anonymous": 302, "advisor": 200}
UNKNOWN = dict.fromkeys(ACTORS, 404) | {"anonymous": 302}
CONCERNED = UNKNOWN | {"participant": 200, "coordinator": 200, "secretariat": 200}
CONCERNED_DONE = CONCERNED | {"participant": 302, "coordinator": 302, "secretariat": 302}
OFFICE_RECORDS = UNKNOWN | {"participant": 403, "coordinator": 403, "secretariat": 200}
DEPARTMENT_AGREES = CONCERNED | {"secretariat": 403}
NOT_THEIR_HOUR = UNKNOWN | {"secretariat": 302}


def _of(name: str, end: str = ""):
    return lambda things: f"/consultations/{getattr(things.consultations, name).pk}/{end}"


ROWS = {
    "consultations:index": (lambda _: "/consultations/", EVERYONE),
    "consultations:ask": (lambda _: "/consultations/ask/", ASKING),
    "consultations:call-detail": (lambda things: f"/consultations/calls/{things.consultations.call.pk}/", EVERYONE),
    "consultations:wish": (lambda things: f"/consultations/calls/{things.consultations.call.pk}/wish/", ASKING),
    "consultations:hour-list": (lambda _: "/consultations/hours/", ADVISORS),
    "consultations:hour-withdraw": (
        lambda things: f"/consultations/hours/{things.consultations.hour.pk}/withdraw/",
        POST_ONLY,
    ),
    "consultations:assigned-list": (lambda _: "/consultations/assigned/", ADVISORS),
    "consultations:summary-list": (lambda _: "/consultations/summaries/", EVERYONE),
    "consultations:summary-detail": (
        lambda things: f"/consultations/summaries/{things.consultations.summary.pk}/",
        EVERYONE,
    ),
    "consultations:detail": (_of("arranged"), CONCERNED),
    "consultations:calendar": (_of("arranged", "calendar.ics"), CONCERNED),
    "consultations:cancel": (_of("arranged", "cancel/"), CONCERNED),
    "consultations:rebook": (_of("arranged", "rebook/"), CONCERNED),
    "consultations:record": (_of("begun", "record/"), OFFICE_RECORDS),
    "consultations:summary-agree": (_of("held", "summary/"), DEPARTMENT_AGREES),
}
UNSAFE = {
    ("consultations:ask", "post"): ASKING,
    ("consultations:wish", "post"): ASKING,
    ("consultations:hour-list", "post"): ADVISORS,
    ("consultations:hour-withdraw", "post"): NOT_THEIR_HOUR,
    ("consultations:cancel", "post"): CONCERNED_DONE,
    ("consultations:rebook", "post"): CONCERNED,
    ("consultations:record", "post"): OFFICE_RECORDS | {"secretariat": 302},
    ("consultations:summary-agree", "post"): DEPARTMENT_AGREES,
}


def make_consultations(department: Department) -> SimpleNamespace:
    """One of each state that an address is of; their advisor is none of the cast."""
    advisor = User.objects.create_user("hours@test.example", name="担当")
    advisor.groups.add(Group.objects.get(name=Role.ADVISOR))
    held = _make(department, ConsultationState.HELD)
    published = _make(department, ConsultationState.PUBLISHED)
    Summary.objects.create(consultation=held, title="要約", body="要約の文", agreement=Agreement.ASKED)
    return SimpleNamespace(
        call=make_call(),
        hour=_span(OfferedHour(advisor=advisor), days=14),
        arranged=_with_date(_make(department, ConsultationState.ARRANGED), advisor, days=14),
        begun=_with_date(_make(department, ConsultationState.ARRANGED), advisor, days=-1),
        held=held,
        summary=Summary.objects.create(
            consultation=published, title="要約", body="文", agreement=Agreement.NAMED, published_at=timezone.now()
        ),
    )


def make_draft_call() -> Call:
    return make_call(title="まだ案内していない募集", is_announced=False)


def _make(department: Department, state: str) -> Consultation:
    return Consultation.objects.create(
        department=department, fiscal_year=2021, way="online", theme="other", body="相談", state=state
    )


def _with_date(consultation: Consultation, advisor: User, days: int) -> Consultation:
    _span(Meeting(consultation=consultation, advisor=advisor, number=1, way="online"), days)
    return consultation


def _span(row, days: int):
    row.starts_at = timezone.now() + timedelta(days=days)
    row.ends_at = row.starts_at + timedelta(hours=1)
    row.save()
    return row
