"""From the live room: a question that stayed open becomes one of the board."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from qna import rules
from qna.actions.asking import Source, ask_question
from qna.enums import Appearance, Origin, Theme
from qna.models import TITLE_LENGTH, Following, Question
from sessions.enums import Track
from sessions.live.models import Question as RoomQuestion
from studygroup.enums import DepartmentField

THEMES = {Track.MITIGATION: Theme.MITIGATION, Track.ADAPTATION: Theme.ADAPTATION}
ANSWERED = "この質問は、部屋で回答済みか、非表示になっています。"


def key_of(asked: RoomQuestion) -> str:
    """What names a room's question for good: 「mitigation-2021-2:17」."""
    return f"{asked.room.study_session.code}:{asked.pk}"


@transaction.atomic
def send_to_board(*, asked: RoomQuestion, by) -> Question:
    """`asked` as a question of the board, with its session, agenda item and moment; the same again is found again.

    Whoever asked follows it, whether or not their name was shown. By the secretariat. Raises PermissionDenied, or
    ValidationError where the room has answered or hidden it.
    """
    if not rules.can_sort(by):
        raise PermissionDenied
    known = Question.objects.filter(live_question=key_of(asked)).first()
    if known:
        return known
    if not rules.stayed_open(asked):
        raise ValidationError(ANSWERED, code="answered")
    study_session, member = asked.room.study_session, asked.author
    participant = member.participant if member else None
    question = ask_question(
        title=title_of(asked.text),
        body=asked.text,
        theme=THEMES.get(study_session.series.track, Theme.OTHER),
        field=participant.department.field if participant else DepartmentField.OTHER,
        appearance=Appearance.UNNAMED,
        origin=Origin.LIVE,
        source=Source(
            study_session=study_session,
            agenda_uid=asked.agenda_uid,
            live_question=key_of(asked),
            live_moment=asked.at,
        ),
        participant=participant,
        by=by,
    )
    if member and member.user:
        Following.objects.get_or_create(question=question, user=member.user)
    return question


def title_of(text: str) -> str:
    """The first sentence, as far as a title goes."""
    first = " ".join(text.split()).split("。")[0]
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1] + "…"
