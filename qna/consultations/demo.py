"""Sample consultations of both forms, all of the sample municipalities."""

import json
from datetime import date, datetime
from pathlib import Path

from qna.consultations.enums import ConsultationState
from qna.consultations.models import (
    Assessment,
    Call,
    Consultation,
    Criterion,
    DateWish,
    Meeting,
    OfferedHour,
    Summary,
    Topic,
)
from studygroup.models import Participant, User

DATA = Path(__file__).parent / "data" / "demo_consultations.json"


def load_consultations(participants: dict[str, Participant]) -> None:
    """Hours of both advisors, a call that is open and one with its result, and consultations in several states."""
    facts = json.loads(DATA.read_text(encoding="utf-8"))
    hours = {row["key"]: _load_hour(row) for row in facts["hours"]}
    calls = {row["key"]: _load_call(row) for row in facts["calls"]}
    for row in facts["consultations"]:
        _load_consultation(row, participants[row["account"]], calls, hours)


def _account(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.example")


def _load_hour(row: dict) -> OfferedHour:
    begin, end = (datetime.fromisoformat(row[name]) for name in ("from", "until"))
    of = {"advisor": _account(row["advisor"]), "starts_at": begin}
    return OfferedHour.objects.get_or_create(**of, defaults={"ends_at": end, "way": row["way"]})[0]


def _load_call(row: dict) -> Call:
    call, is_new = Call.objects.get_or_create(
        title=row["title"],
        fiscal_year=2021,
        defaults={
            "description": row["description"],
            "opens_on": date.fromisoformat(row["opens_on"]),
            "closes_on": date.fromisoformat(row["closes_on"]),
            "result_planned_on": date.fromisoformat(row["result_planned_on"]),
            "is_announced": True,
            "result_published_at": _moment(row.get("result_published_at")),
            "result_note": row.get("result_note", ""),
        },
    )
    if is_new:
        for topic in row["topics"]:
            Topic.objects.create(call=call, **topic)
        for text in row["criteria"]:
            Criterion.objects.create(call=call, text=text)
    return call


def _load_consultation(row: dict, person: Participant, calls: dict[str, Call], hours: dict[str, OfferedHour]) -> None:
    call = calls.get(row.get("call", ""))
    names = ("state", "way", "body", "theme", "is_selected", "reason", "private_record", "shared_note")
    consultation, is_new = Consultation.objects.get_or_create(
        key=row["key"],
        defaults={
            "department": person.department,
            "asked_by": person.user,
            "asked_at": _moment(row["asked_at"]),
            "closed_at": _moment(row.get("closed_at")),
            "fiscal_year": 2021,
            "call": call,
            "topic": Topic.objects.get(call=call, letter=row["letter"]) if call else None,
            **{name: row[name] for name in names if name in row},
        },
    )
    if is_new:
        _load_dates(consultation, row, hours)
        _load_outcome(consultation, row)


def _load_dates(consultation: Consultation, row: dict, hours: dict[str, OfferedHour]) -> None:
    for rank, wish in enumerate(row.get("wishes", []), start=1):
        of = {"hour": hours[wish["hour"]], "part": ""} if "hour" in wish else wish
        DateWish.objects.create(consultation=consultation, rank=rank, **of)
    for number, meeting in enumerate(row.get("meetings", []), start=1):
        hour = hours.get(meeting.get("hour", ""))
        begin, end = (hour.starts_at, hour.ends_at) if hour else map(_moment, (meeting["from"], meeting["until"]))
        Meeting.objects.create(
            consultation=consultation,
            number=number,
            hour=hour,
            advisor=_account(meeting["advisor"]) if "advisor" in meeting else None,
            starts_at=begin,
            ends_at=end,
            way=consultation.way,
            place=meeting.get("place", ""),
            made_at=_moment(meeting["made_at"]),
            cancelled_at=_moment(meeting.get("cancelled_at")),
            cancel_reason=meeting.get("cancel_reason", ""),
        )
        if hour and "cancelled_at" not in meeting:
            OfferedHour.objects.filter(pk=hour.pk).update(taken_at=_moment(meeting["made_at"]))


def _load_outcome(consultation: Consultation, row: dict) -> None:
    criteria = list(consultation.call.criteria.all()) if consultation.call else []
    for criterion, fit in zip(criteria, row.get("fits", []), strict=False):
        Assessment.objects.create(consultation=consultation, criterion=criterion, fit=fit)
    if summary := row.get("summary"):
        published_at = row["closed_at"] if consultation.state == ConsultationState.PUBLISHED else None
        Summary.objects.create(
            consultation=consultation,
            title=summary["title"],
            body=summary["body"],
            agreement=summary["agreement"],
            published_at=_moment(published_at),
        )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
