"""Sample enrolments: the map needs them in real municipalities, whoever speaks stands in the sample ones."""

import json
from datetime import datetime
from pathlib import Path

from sessions.enrolment.actions.enrolling import OUTSIDE
from sessions.enrolment.enums import AttendanceMode, EnrolmentState
from sessions.enrolment.models import Application, Attendance, Enrolment, SignUp
from sessions.models import Series, StudySession
from studygroup.enums import DepartmentField
from studygroup.models import Department, Municipality, Participant

DATA = Path(__file__).parents[1] / "data" / "demo_enrolments.json"
SAMPLE_NAME = "環境課（見本）"
FISCAL_YEAR = 2021


def load_enrolments(participants: dict[str, Participant]) -> None:
    """41 municipalities with one sample department each, and the departments of the demo accounts."""
    facts = json.loads(DATA.read_text(encoding="utf-8"))
    series = {row.key: row for row in Series.objects.filter(key__in=("mitigation", "adaptation"))}
    for municipality in Municipality.objects.real().exclude(name__in=facts["not_enrolled"]):
        department = _sample_department(municipality)
        if municipality.name not in facts["adaptation_only"]:
            _enrol(department, series["mitigation"])
        if municipality.name not in facts["mitigation_only"]:
            _enrol(department, series["adaptation"])
    for account, keys in facts["sample_departments"].items():
        for key in keys:
            _enrol(participants[account].department, series[key])
    _load_attendance(facts, participants)
    _load_terms(facts["terms"])
    _load_waiting_application(facts["waiting_application"], series)


def _sample_department(municipality: Municipality) -> Department:
    department, is_new = Department.objects.get_or_create(
        municipality=municipality, name=SAMPLE_NAME, defaults={"field": DepartmentField.ENVIRONMENT}
    )
    if is_new:
        Participant.objects.create(department=department, name="見本 太郎", kana="みほん たろう", is_coordinator=True)
    return department


def _load_attendance(facts: dict, participants: dict[str, Participant]) -> None:
    for code, account, mode in facts["attendances"]:
        _attend(participants[account], StudySession.objects.get(code=code), mode)
    for code, modes in facts["past_attendance"].items():
        study_session = StudySession.objects.get(code=code)
        counting = Enrolment.objects.counting().in_series([study_session.series_id])
        people = Participant.objects.filter(department__in=counting.values("department"), name="見本 太郎")
        for number, person in enumerate(people.order_by("department__municipality__order")):
            _attend(person, study_session, modes[number % len(modes)])


def _attend(person: Participant, study_session: StudySession, mode: str) -> None:
    was_at_desk = study_session.is_past and mode == AttendanceMode.VENUE
    Attendance.objects.get_or_create(
        participant=person,
        study_session=study_session,
        defaults={"mode": mode, "checked_in_at": study_session.starts_at if was_at_desk else None},
    )


def _load_terms(terms: list[dict]) -> None:
    """Deadline and seats where the demo sets them; the seats of all sessions are counted from the answers."""
    for row in terms:
        study_session = StudySession.objects.get(code=row.pop("code"))
        until = datetime.fromisoformat(row.pop("until"))
        SignUp.objects.get_or_create(study_session=study_session, defaults={**row, "until": until})
    for study_session in StudySession.objects.filter(attendances__isnull=False).distinct():
        sign_up = SignUp.objects.get_or_create(study_session=study_session)[0]
        sign_up.seats_taken = study_session.attendances.holding_a_seat().count()
        sign_up.save(update_fields=["seats_taken"])


def _load_waiting_application(facts: dict, series: dict[str, Series]) -> None:
    """One from an address that is no municipality's: what the office has to decide."""
    values = {
        "municipality": Municipality.objects.get(name=facts["municipality"]),
        **{name: facts[name] for name in ("department_name", "field", "people")},
        "fiscal_year": FISCAL_YEAR,
        "state": EnrolmentState.PROVISIONAL,
        "reason": OUTSIDE,
    }
    application, is_new = Application.objects.get_or_create(key="demo-waiting", defaults=values)
    if is_new:
        application.series.set([series[key] for key in facts["series"]])


def _enrol(department: Department, series: Series) -> None:
    Enrolment.objects.get_or_create(
        department=department,
        series=series,
        fiscal_year=FISCAL_YEAR,
        defaults={"state": EnrolmentState.CONFIRMED},
    )
