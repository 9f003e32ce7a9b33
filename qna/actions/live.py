"""From the live room: a question that stayed open becomes one of the board.

The room lies below: whoever shows it describes the question in plain values, and gives its asker where it knows one.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from qna import rules
from qna.actions.asking import Source, ask_question
from qna.enums import Appearance, Origin, Theme
from qna.models import TITLE_LENGTH, Following, Question
from sessions.enums import Track
from sessions.models import StudySession
from studygroup.enums import DepartmentField
from studygroup.models import Participant, User

THEMES = {Track.MITIGATION: Theme.MITIGATION, Track.ADAPTATION: Theme.ADAPTATION}


@dataclass(frozen=True)
class LiveQuestion:
    """A question of a room. `key` names it for good (「mitigation-2021-2:17」), `moment` is when it was asked there.

    `participant` is who asked, if they are one; `user` a login without a participation, who then follows.
    """

    key: str
    text: str
    study_session: StudySession
    moment: datetime
    agenda_uid: UUID | None = None
    participant: Participant | None = None
    user: User | None = None


@transaction.atomic
def send_to_board(*, live: LiveQuestion, by) -> Question:
    """`live` as a question of the board, with its session, agenda item and moment; the same again is found again.

    By the secretariat. Raises PermissionDenied, ValidationError.
    """
    if not rules.can_sort(by):
        raise PermissionDenied
    known = Question.objects.filter(live_question=live.key).first()
    if known:
        return known
    source = Source(
        study_session=live.study_session,
        agenda_uid=live.agenda_uid,
        live_question=live.key,
        live_moment=live.moment,
    )
    question = ask_question(
        title=title_of(live.text),
        body=live.text,
        theme=THEMES.get(live.study_session.series.track, Theme.OTHER),
        field=live.participant.department.field if live.participant else DepartmentField.OTHER,
        appearance=Appearance.UNNAMED,
        origin=Origin.LIVE,
        source=source,
        participant=live.participant,
        by=by,
    )
    asker = live.user or (live.participant and live.participant.user)
    if asker:
        Following.objects.get_or_create(question=question, user=asker)
    return question


def title_of(text: str) -> str:
    """The first sentence, as far as a title goes."""
    first = " ".join(text.split()).split("。")[0]
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1] + "…"
