"""元に戻す: the last save of a matrix, kept in the session so that it can be taken back once."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError

from sessions.enrolment.actions.answering import Answer, answer_all
from sessions.enrolment.models import Attendance
from sessions.enrolment.sheet import Cell, mode_seen, was_waiting

KEPT_AS = "last_save"
NOTHING = "元に戻せる変更は、もうありません。"


def remember(request, cells: dict[tuple[int, int], Cell], changed: list[Attendance]) -> None:
    """Keep what stood in `cells` before `changed` was saved, in place of the save before."""
    rows = [
        {
            "cell": [row.participant_id, row.study_session_id],
            "before": cells[row.participant_id, row.study_session_id].seen,
            "now": row.mode,
            "at": row.changed_at.isoformat(),
        }
        for row in changed
    ]
    request.session[KEPT_AS] = {"rows": rows, "is_told": False}


def tell_once(request) -> int:
    """How many answers the last save changed, for the page that follows it; 0 for every page after."""
    saved = request.session.get(KEPT_AS)
    if saved is None or saved["is_told"]:
        return 0
    request.session[KEPT_AS] = saved | {"is_told": True}
    return len(saved["rows"])


def undo(request, cells: dict[tuple[int, int], Cell]) -> None:
    """Take the last save back, all of it or nothing, and say so; a second press finds nothing."""
    saved = request.session.pop(KEPT_AS, {"rows": []})
    found = [(cells.get(tuple(row["cell"])), row) for row in saved["rows"]]
    if not found or not all(cell for cell, _ in found):
        messages.warning(request, NOTHING)
        return
    try:
        changed = answer_all(answers=[_back(cell, row) for cell, row in found], by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(dict.fromkeys(refusal.messages)))
    else:
        messages.success(request, f"{len(changed)}件の変更を元に戻しました")


def _back(cell: Cell, row: dict) -> Answer:
    return Answer(
        cell.person,
        cell.study_session,
        mode_seen(row["before"]) or "",
        was_waiting(row["before"]),
        row["now"],
        datetime.fromisoformat(row["at"]),
    )
