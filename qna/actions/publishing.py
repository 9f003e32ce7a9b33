"""掲載: all of a batch at once or nothing; its askers are told now, everybody else when it opens."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html
from wagtail.log_actions import log

from qna import events, rules
from qna.actions.batching import PUBLISHED, check_ready
from qna.actions.indexing import find_again
from qna.actions.telling import askers_of, tell_department
from qna.emails import asking as letters
from qna.enums import UNPUBLISHED_STATES, Appearance, BatchState, QuestionState
from qna.models import AnswerBatch, AnswerEdition, BoardSettings, Following, Interest, Question
from studygroup import page_cache
from studygroup.enums import NewsKind
from studygroup.models import NewsIndex, NewsItem, User
from studygroup.notices.actions import post

logger = logging.getLogger(__name__)


def publish_batch(*, batch: AnswerBatch, by) -> AnswerBatch:
    """Publish `batch` now; of two at once one does it.

    Raises PermissionDenied, ValidationError; then nothing is published.
    """
    if not rules.can_sort(by):
        raise PermissionDenied
    return _publish(batch, by=by)


def publish_due_batches() -> int:
    """Those whose set minute has come. One that may not appear stays, and the office sees it. Returns how many did."""
    published = 0
    for batch in AnswerBatch.objects.due().select_related("scheduled_by"):
        try:
            _publish(batch, by=batch.scheduled_by)
        except ValidationError as refusal:
            logger.error("%s was not published: %s", batch, refusal.messages)
        else:
            published += 1
    return published


@transaction.atomic
def _publish(batch: AnswerBatch, *, by) -> AnswerBatch:
    now = timezone.now()
    minutes = BoardSettings.load().lead_minutes if batch.lead_minutes is None else batch.lead_minutes
    opens_at = now + timedelta(minutes=minutes)
    unpublished = AnswerBatch.objects.filter(pk=batch.pk, state__in=UNPUBLISHED_STATES)
    claimed = unpublished.update(state=BatchState.PUBLISHED, published_at=now, opens_at=opens_at, published_by=by)
    if not claimed:
        raise ValidationError(PUBLISHED, code="published")
    batch.refresh_from_db()
    check_ready(batch)
    questions = batch.questions.select_for_update(of=("self",)).select_related("answer")
    _open_editions(batch, list(questions.filter(state=QuestionState.REVIEWED).order_by("pk")), now=now, by=by)
    _announce(batch, opens_at=opens_at, is_later=minutes > 0, by=by)
    log(batch, "qna.publish_batch", user=by, data={"opens_at": opens_at.isoformat()})
    transaction.on_commit(page_cache.raise_version)
    events.batch_published()
    return batch


def _open_editions(batch: AnswerBatch, questions: list[Question], *, now: datetime, by) -> None:
    AnswerEdition.objects.bulk_create(
        AnswerEdition(
            question=question,
            number=1,
            title=question.title,
            body=question.body,
            answer=question.answer.body,
            answered_as=question.answer.answered_as,
            published_at=now,
            by=by,
        )
        for question in questions
    )
    Question.objects.filter(pk__in=[question.pk for question in questions]).update(
        state=QuestionState.PUBLISHED,
        state_since=now,
        published_at=now,
        opens_at=batch.opens_at,
    )


def _announce(batch: AnswerBatch, *, opens_at: datetime, is_later: bool, by) -> None:
    """A news item that appears when the batch opens; of a batch that is for its askers alone there is none."""
    count = batch.questions.filter(state=QuestionState.PUBLISHED).exclude(appearance=Appearance.PRIVATE).count()
    index = NewsIndex.objects.first()
    if not count or index is None:
        return
    day = timezone.localdate(opens_at)
    item = NewsItem(
        title=f"アドバイザーへの質問 {batch.title}を掲載しました",
        slug=f"answers-{batch.number}",
        day=day,
        day_order=NewsItem.objects.next_order(day),
        kind=NewsKind.ANSWER,
        body=format_html(
            '<p>{}件の質問への回答を掲載しました。</p><p><a href="{}">{}</a></p>',
            count,
            batch.get_absolute_url(),
            batch.title,
        ),
        live=False,
    )
    if is_later:
        item.go_live_at = opens_at
    index.add_child(instance=item)
    item.save_revision(user=by).publish(user=by)


def tend_batches() -> None:
    """The worker's round, and its answer to a publication: publish what is due, tell whom it concerns."""
    publish_due_batches()
    for batch in AnswerBatch.objects.untold().order_by("number"):
        if batch.askers_told_at is None:
            tell_askers(batch=batch)
        if batch.is_open_to_all and batch.followers_told_at is None:
            tell_followers(batch=batch)


def tell_askers(*, batch: AnswerBatch) -> int:
    """One letter to each department that asked, whatever was told before. Returns to how many departments.

    Done again after a worker died, it writes nothing twice: the letters' keys are of batch and department.
    """
    questions = list(batch.questions.filter(state=QuestionState.PUBLISHED).order_by("pk"))
    for question in questions:
        find_again(question)
    asked = askers_of(questions)
    for department, people in asked.items():
        own = _answered_for(department, questions)
        letter = letters.answered(batch=batch, questions=own, department=str(department))
        key = f"qna:answered:{batch.pk}:{department.pk}"
        tell_department(department, people, letter=letter, about=batch, key=key, by=batch.published_by)
    AnswerBatch.objects.filter(pk=batch.pk).update(askers_told_at=timezone.now())
    return len(asked)


def _answered_for(department, questions: Iterable[Question]) -> list[Question]:
    merged = Question.objects.filter(department=department, merged_into__in=[each.pk for each in questions])
    into = set(merged.values_list("merged_into", flat=True))
    return [each for each in questions if each.department_id == department.pk or each.pk in into]


def tell_followers(*, batch: AnswerBatch) -> int:
    """Those who follow, or said 知りたい, and did not ask themselves: one letter a reader. Returns to how many."""
    questions = {each.pk: each for each in batch.questions.filter(state=QuestionState.PUBLISHED)}
    wanted: dict[int, set[int]] = {}
    for model, column in ((Following, "user"), (Interest, "by")):
        for user, question in model.objects.filter(question__in=questions).values_list(column, "question"):
            wanted.setdefault(user, set()).add(question)
    readers = User.objects.filter(pk__in=[key for key in wanted if key], is_active=True)
    for reader in readers:
        readable = Question.objects.answered_for(reader).filter(pk__in=wanted[reader.pk])
        own = [each for each in readable.order_by("pk") if not rules.is_asker(reader, each)]
        if own:
            letter = letters.opened(questions=own, batch=batch)
            post(letter=letter, to=reader, about=batch, key=f"qna:opened:{batch.pk}:{reader.pk}", by=batch.published_by)
    AnswerBatch.objects.filter(pk=batch.pk).update(followers_told_at=timezone.now())
    return len(readers)
