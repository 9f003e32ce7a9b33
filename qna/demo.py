"""Sample questions in every state, one batch that everybody reads, and what advisors have before them."""

import json
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone
from wagtail.search import index

from archive.models import Material, Video
from qna.enums import AssignmentState, BatchState, Origin, QuestionState
from qna.models import Answer, AnswerBatch, AnswerEdition, Assignment, Interest, Question, Reference
from sessions.models import StudySession
from studygroup.models import Participant, User

DATA = Path(__file__).parent / "data" / "demo_questions.json"
SAME = ("theme", "field", "appearance", "asked_title", "asked_body")
HANDED_IN = (QuestionState.REVIEW, QuestionState.REVIEWED)


def load_questions(participants: dict[str, Participant]) -> None:
    """All of them, once: where there is any question nothing is touched."""
    if Question.objects.exists():
        return
    facts = json.loads(DATA.read_text(encoding="utf-8"))
    batches = {row["number"]: _load_batch(row) for row in facts["batches"]}
    made: dict[str, Question] = {}
    for row in facts["questions"]:
        made[row["key"]] = question = _load_question(row, participants, batches, made)
        if "answer" in row:
            _load_answer(question, row)
        _load_around(question, row, participants)
        index.insert_or_update_object(question)
    for answer in Answer.objects.standing().with_place():
        index.insert_or_update_object(answer)


def _load_batch(row: dict) -> AnswerBatch:
    if "day" in row:
        return AnswerBatch.objects.create(number=row["number"], day=date.fromisoformat(row["day"]))
    published_at, opens_at = _moment(row["published_at"]), _moment(row["opens_at"])
    return AnswerBatch.objects.create(
        number=row["number"],
        foreword=row["foreword"],
        state=BatchState.PUBLISHED,
        published_at=published_at,
        opens_at=opens_at,
        askers_told_at=published_at,
        followers_told_at=opens_at,
    )


def _load_question(row: dict, participants, batches, made) -> Question:
    person = participants.get(row["asker"])
    department = person.department if person else participants[row["department_of"]].department
    batch = batches.get(row.get("batch"))
    told = {"published_at": batch.published_at, "opens_at": batch.opens_at} if batch and batch.is_published else {}
    session = StudySession.objects.filter(code=row.get("session", "")).first()
    video = Video.objects.filter(study_session=session).first() if "video_second" in row else None
    return Question.objects.create(
        title=row.get("title", row["asked_title"]),
        body=row.get("body", row["asked_body"]),
        origin=row.get("origin", Origin.WEB),
        state=row["state"],
        state_since=_moment(row.get("withdrawn_at", row["asked_at"])),
        department=department,
        participant=person,
        asked_at=_moment(row["asked_at"]),
        released_at=_moment(row.get("released_at")),
        withdrawn_at=_moment(row.get("withdrawn_at")),
        reason=row.get("reason", ""),
        batch=batch,
        merged_into=made.get(row.get("merged_into")),
        study_session=session,
        video=video,
        video_second=row.get("video_second"),
        **told,
        **{name: row[name] for name in SAME},
    )


def _load_answer(question: Question, row: dict) -> None:
    writer = User.objects.get(email="advisor@demo.example")
    answer = Answer.objects.create(
        question=question,
        body=row["answer"],
        revision=1,
        answered_as=row["answered_as"],
        edited_by=writer,
        edited_at=question.asked_at,
    )
    answer.versions.create(revision=1, body=row["answer"], by=writer, at=question.asked_at)
    for cited in row.get("cites", []):
        Reference.objects.create(answer=answer, **_cited(cited))
    if question.published_at:
        _load_editions(question, row)


def _cited(cited: dict) -> dict:
    if "material" in cited:
        code, order = cited["material"]
        material = Material.objects.get(study_session__code=code, order=order)
        return {"material": material, "page": cited.get("page")}
    if "video" in cited:
        return {"video": Video.objects.get(study_session__code=cited["video"]), "second": cited.get("second")}
    return {"study_session": StudySession.objects.get(code=cited["session"])}


def _load_editions(question: Question, row: dict) -> None:
    correction = row.get("correction")
    words = {"title": question.title, "body": question.body, "answered_as": row["answered_as"]}
    first = row["answer"].replace(correction["before_lacks"], "") if correction else row["answer"]
    rows = [AnswerEdition(question=question, number=1, answer=first, published_at=question.published_at, **words)]
    if correction:
        at = _moment(correction["at"])
        note = correction["note"]
        rows.append(
            AnswerEdition(question=question, number=2, answer=row["answer"], published_at=at, note=note, **words)
        )
    AnswerEdition.objects.bulk_create(rows)


def _load_around(question: Question, row: dict, participants) -> None:
    """Who was asked to answer, and which departments want to know."""
    for account in row.get("advisors", []):
        is_handed_in = question.state in HANDED_IN
        Assignment.objects.create(
            question=question,
            advisor=User.objects.get(email=f"{account}@demo.example"),
            due_on=date.fromisoformat(row["due_on"]),
            state=AssignmentState.HANDED_IN if is_handed_in else AssignmentState.OPEN,
            asked_at=question.asked_at,
        )
    for account in row.get("wanted_by", []):
        person = participants[account]
        Interest.objects.create(question=question, department=person.department, by=person.user)


def _moment(text: str | None) -> datetime | None:
    return timezone.make_aware(datetime.fromisoformat(text)) if text else None
