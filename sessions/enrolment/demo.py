"""Sample enrolments: the map needs them in real municipalities, whoever speaks stands in the sample ones."""

import json
from pathlib import Path

from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Attendance, Enrolment
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
        department, _ = Department.objects.get_or_create(
            municipality=municipality, name=SAMPLE_NAME, defaults={"field": DepartmentField.ENVIRONMENT}
        )
        if municipality.name not in facts["adaptation_only"]:
            _enrol(department, series["mitigation"])
        if municipality.name not in facts["mitigation_only"]:
            _enrol(department, series["adaptation"])
    for account, keys in facts["sample_departments"].items():
        for key in keys:
            _enrol(participants[account].department, series[key])
    for code, account, mode in facts["attendances"]:
        Attendance.objects.get_or_create(
            participant=participants[account],
            study_session=StudySession.objects.get(code=code),
            defaults={"mode": mode},
        )


def _enrol(department: Department, series: Series) -> None:
    Enrolment.objects.get_or_create(
        department=department,
        series=series,
        fiscal_year=FISCAL_YEAR,
        defaults={"state": EnrolmentState.CONFIRMED},
    )
