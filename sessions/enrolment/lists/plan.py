"""What taking a table would do: added and changed rows, cell by cell, and what stands in the way."""

import hashlib
from dataclasses import dataclass, field

from studygroup.models import Participant


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be taken; `row` as the spreadsheet numbers it."""

    row: int
    heading: str
    reason: str


@dataclass(frozen=True)
class Edit:
    """A cell that would change, in words; `lost` holds characters that the file could not have carried."""

    heading: str
    old: str
    new: str
    lost: str = ""


@dataclass(frozen=True)
class PlannedRow:
    """A participant as the row would leave it, not saved; its department may be new too.

    `who` names it as it was; nobody is named in the row of somebody new.
    """

    number: int
    who: str
    participant: Participant
    edits: list[Edit]

    @property
    def is_new(self) -> bool:
        return not self.who

    @property
    def has_new_department(self) -> bool:
        return self.participant.department.pk is None

    @property
    def headings(self) -> list[str]:
        return [edit.heading for edit in self.edits]


@dataclass
class Plan:
    rows: list[PlannedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0

    @property
    def additions(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.is_new]

    @property
    def changes(self) -> list[PlannedRow]:
        return [row for row in self.rows if not row.is_new]

    @property
    def fingerprint(self) -> str:
        """The same exactly while the same rows would do the same to the same values."""
        deeds = [(row.number, row.participant.pk, row.participant.department.pk, row.edits) for row in self.rows]
        return hashlib.sha256(repr((deeds, self.unchanged, self.problems)).encode()).hexdigest()
