"""Many at the same moment: a batch is published once, a question asked once; and the counter-test without the claim."""

from threading import Barrier

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from qna.actions import publishing
from qna.actions.asking import Source
from qna.actions.batching import open_batch, put_in_batch
from qna.actions.drafting import ask_from_draft, save_draft
from qna.actions.publishing import publish_batch, tend_batches
from qna.enums import BatchState, QuestionState
from qna.models import AnswerBatch, AnswerEdition, Question
from studygroup.models import NewsItem, User
from studygroup.notices.models import OutboxLetter
from tests.factories.qna import BODY, TITLE
from tests.parallel import all_at_once, leaving_no_trace
from tests.parallel import real_commits as _django_db_helper  # noqa: F401

MADE = (
    "studygroup.User", "studygroup.Department", "studygroup.Participant", "enrolment.Enrolment", "qna.AnswerBatch",
    "qna.Question", "qna.QuestionDraft", "qna.Assignment", "qna.Answer", "qna.AnswerVersion", "qna.AnswerEdition",
    "notices.OutboxLetter", "notices.Notice", "search.Entry",
)  # fmt: skip
AT_ONCE = 8


@pytest.fixture
def world(db):
    with leaving_no_trace(*MADE):
        yield
        for item in NewsItem.objects.filter(slug__startswith="answers-"):
            Page.objects.get(pk=item.pk).delete()


def ready_batch(board) -> AnswerBatch:
    office = board.cast.secretariat
    batch = open_batch(lead_minutes=0, by=office)
    for asker in (board.cast.participant, board.cast.other):
        put_in_batch(question=board.question(QuestionState.REVIEWED, asker=asker), batch=batch, by=office)
    return batch


def test_publishing_at_once_publishes_once(world, board):
    batch, office = ready_batch(board), board.cast.secretariat

    def job():
        return publish_batch(batch=AnswerBatch.objects.get(pk=batch.pk), by=User.objects.get(pk=office.pk))

    results = all_at_once(job for _ in range(AT_ONCE))
    all_at_once(tend_batches for _ in range(4))

    refused = [each for each in results if isinstance(each, ValidationError)]
    assert (len(refused), AnswerEdition.objects.count(), NewsItem.objects.filter(slug="answers-1").count()) == (
        AT_ONCE - 1,
        2,
        1,
    )
    assert OutboxLetter.objects.filter(kind="question_answered").count() == 2


@pytest.mark.skipif(
    "sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite writes one after another, claim or none"
)
def test_without_the_claim_more_than_one_goes_through(world, board, monkeypatch):
    batch, office = ready_batch(board), board.cast.secretariat
    passed, all_have_looked = [], Barrier(AT_ONCE)

    def look_then_write(one, *, by):
        is_open = AnswerBatch.objects.get(pk=one.pk).state != BatchState.PUBLISHED
        all_have_looked.wait(30)
        if is_open:
            one.state = BatchState.PUBLISHED
            one.published_at = one.opens_at = timezone.now()
            one.save()
            passed.append(one.pk)

    monkeypatch.setattr(publishing, "_publish", look_then_write)

    def job():
        publish_batch(batch=AnswerBatch.objects.get(pk=batch.pk), by=User.objects.get(pk=office.pk))

    all_at_once(job for _ in range(AT_ONCE))

    assert len(passed) == AT_ONCE


def test_sending_a_draft_twice_at_once_asks_once(world, cast):
    user = cast.participant
    save_draft(by=user, title=TITLE, body=BODY, theme="other", field="other", appearance="unnamed")
    words = {"title": TITLE, "body": BODY, "theme": "other", "field": "other", "appearance": "unnamed"}

    def job():
        asker = User.objects.get(pk=user.pk)
        return ask_from_draft(words=words, source=Source(), participant=asker.current_participations[0], by=asker)

    all_at_once(job for _ in range(AT_ONCE))

    assert Question.objects.count() == 1
