"""The list of participants: its columns, the same on the way out and in."""

from datetime import date

from sessions.enrolment.lists.cells import flag_in_words
from studygroup.models import Participant

NUMBER = "参加者番号"
CODE = "自治体コード"
MUNICIPALITY = "自治体"
DEPARTMENT = "部署"
FIELD = "分野"
# The columns that a participant keeps itself, each with the name of its field.
OWN_FIELDS = {
    "氏名": "name",
    "ふりがな": "kana",
    "メール": "mail",
    "電話・内線": "phone",
    "窓口": "is_coordinator",
    "着任日": "since",
    "離任日": "until",
}
DAYS = ("着任日", "離任日")
FLAG = "窓口"
HEADINGS = (NUMBER, CODE, MUNICIPALITY, DEPARTMENT, FIELD, *OWN_FIELDS)


def cells_of(participant: Participant) -> tuple[str | int | date | None, ...]:
    """A row of the list."""
    department = participant.department
    return (
        participant.pk,
        department.municipality_id,
        department.municipality.name,
        department.name,
        department.get_field_display(),
        participant.name,
        participant.kana,
        participant.mail,
        participant.phone,
        flag_in_words(participant.is_coordinator),
        participant.since,
        participant.until,
    )
