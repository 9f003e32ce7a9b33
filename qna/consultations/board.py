"""What the office's boards show of each consultation: how long it waits, and what its municipality has besides."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from qna.consultations.enums import COUNTED_STATES, ConsultationState
from qna.consultations.models import Call, Consultation

COLUMNS = (
    ("received", "受付", (ConsultationState.RECEIVED,)),
    ("arranging", "調整中", (ConsultationState.ARRANGING,)),
    ("arranged", "確定", (ConsultationState.ARRANGED,)),
    ("held", "実施済み", (ConsultationState.HELD,)),
    ("published", "要約を掲載", (ConsultationState.PUBLISHED,)),
    ("ended", "見送り・取消", (ConsultationState.DEFERRED, ConsultationState.CANCELLED)),
)
ENDED_SHOWN = 100
DECISIONS = {None: "未定", True: "選定", False: "見送り"}


@dataclass
class Row:
    """A consultation, and how many others of its municipality stand against 「年1回程度」 in its year."""

    consultation: Consultation
    others: int
    fits: list[str] = field(default_factory=list)

    @property
    def decision(self) -> str:
        return DECISIONS[self.consultation.is_selected]


@dataclass
class Column:
    key: str
    label: str
    rows: list[Row]


def read_board() -> list[Column]:
    """By state, the longest waiting first; the wishes of a call without result stand on the call's own board."""
    found = Consultation.objects.exclude(call__isnull=False, state=ConsultationState.RECEIVED)
    rows = rows_of(found.with_place().order_by("asked_at", "pk"))
    return [
        Column(key, label, [row for row in rows if row.consultation.state in states][-ENDED_SHOWN:])
        for key, label, states in COLUMNS
    ]


def read_call_board(call: Call) -> list[Row]:
    """The wishes of `call` by the letters of its menu, each with its marks in the order of the criteria."""
    wishes = call.consultations.not_cancelled().with_place()
    wishes = wishes.prefetch_related("assessments").order_by("topic__letter", "department__municipality__order", "pk")
    rows = rows_of(wishes)
    criteria = [criterion.pk for criterion in call.criteria.all()]
    for row in rows:
        marks = {one.criterion_id: one.get_fit_display() for one in row.consultation.assessments.all()}
        row.fits = [marks.get(pk, "") for pk in criteria]
    return rows


def rows_of(consultations: Iterable[Consultation]) -> list[Row]:
    """Wishes of one call do not count against each other (as `rules.others_this_year`)."""
    listed = list(consultations)
    years = {one.fiscal_year for one in listed}
    counted = Consultation.objects.filter(fiscal_year__in=years, state__in=COUNTED_STATES).order_by()
    facts = list(counted.values_list("department__municipality", "fiscal_year", "call", "pk"))
    total = Counter((place, year) for place, year, _, _ in facts)
    of_call = Counter((place, year, call) for place, year, call, _ in facts if call)
    own = {pk for *_, pk in facts}
    return [Row(one, _others(one, total, of_call, own)) for one in listed]


def _others(one: Consultation, total: Counter, of_call: Counter, counted: set[int]) -> int:
    key = one.department.municipality_id, one.fiscal_year
    same = of_call[(*key, one.call_id)] if one.call_id else int(one.pk in counted)
    return total[key] - same
