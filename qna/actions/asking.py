"""Asking: by somebody signed in, by the office on behalf, or from elsewhere on the site."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.log_actions import log

from archive.models import Material, Video
from qna import rules
from qna.emails import asking as letters
from qna.enums import Appearance, Origin
from qna.models import AnswerBatch, Attachment, Question
from sessions.enrolment.actions.posting import post_to_person
from sessions.models import StudySession
from studygroup.models import Department, Participant


@dataclass(frozen=True)
class Source:
    """Whence a question comes: a session and its agenda item, a video's second, a material's page, a former question.

    `live_question` names the question in a room, so that it comes over once; `live_moment` is when it was asked there.
    """

    study_session: StudySession | None = None
    agenda_uid: UUID | None = None
    video: Video | None = None
    video_second: int | None = None
    material: Material | None = None
    material_page: int | None = None
    follows: Question | None = None
    live_question: str = ""
    live_moment: datetime | None = None

    @property
    def agenda_title(self) -> str:
        """The agenda item's title, to be shown before anything is asked."""
        items = self.study_session.agenda_items.all() if self.study_session and self.agenda_uid else ()
        return next((item.title for item in items if item.uid == self.agenda_uid), "")


@transaction.atomic
def ask_question(
    *,
    title: str,
    body: str,
    theme: str,
    field: str,
    by,
    participant: Participant | None = None,
    department: Department | None = None,
    appearance: str = Appearance.UNNAMED,
    origin: str = Origin.WEB,
    source: Source = Source(),
    attachments: Iterable[Attachment] = (),
) -> Question:
    """A question of `participant`, or of `department` alone where nobody is named; the asker gets the receipt.

    `by` asks as a participation of their own; the secretariat asks on behalf of anybody, or of nobody in particular.
    `theme` is of `enums.Theme`, `field` of `DepartmentField`; `attachments` are rows stored before. Raises
    PermissionDenied, and ValidationError for words that are missing.
    """
    if not (rules.can_sort(by) or (participant and rules.can_ask_as(by, participant))):
        raise PermissionDenied
    if not title.strip() or not body.strip():
        raise ValidationError("題名と質問の内容を入力してください")
    question = Question.objects.create(
        asked_title=title.strip(),
        asked_body=body.strip(),
        title=title.strip(),
        body=body.strip(),
        theme=theme,
        field=field,
        appearance=appearance,
        origin=origin,
        department=participant.department if participant else department,
        participant=participant,
        entered_by=by,
        **{each.name: getattr(source, each.name) for each in fields(source)},
    )
    Attachment.objects.filter(pk__in=[each.pk for each in attachments]).update(draft=None, question=question)
    log(question, "qna.ask", user=by, data={"origin": origin})
    if participant:
        letter = letters.received(question=question, next_day=AnswerBatch.objects.next_day())
        post_to_person(letter=letter, person=participant, about=question, key=f"qna:received:{question.pk}", by=by)
    return question
