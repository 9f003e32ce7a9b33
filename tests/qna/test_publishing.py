"""Batches, publishing, corrections and withdrawal: all at once, each told once."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError

from qna.actions import (
    batching,
    correcting,
    following,
    publishing,
    sorting,
)
from qna.enums import BatchState, QuestionState
from qna.models import AnswerBatch, BoardSettings, Question
from studygroup.models import NewsItem
from studygroup.notices.models import OutboxLetter
from tests.factories.qna import ANSWER, BODY, TITLE, letters

pytestmark = pytest.mark.django_db


def test_publishing_opens_everything_at_once_and_tells_each_department_once(board, cast, clock):
    mine = board.question(QuestionState.REVIEWED)
    more = board.question(QuestionState.REVIEWED, title="二つ目の質問")
    theirs = board.question(QuestionState.REVIEWED, asker=cast.other)
    following.follow(question=board_released(mine, cast), by=cast.other)

    batch = board.publish(mine, more, theirs, lead_minutes=60)
    publishing.tend_batches()
    early = letters("question_opened")
    clock.move_to("2021-10-25T10:00+09:00")
    publishing.tend_batches()
    publishing.tend_batches()

    assert [question.state for question in (mine, more, theirs)] == [QuestionState.PUBLISHED] * 3
    assert letters("question_answered") == sorted([cast.participant.email, cast.other.email])
    assert (early, letters("question_opened")) == ([], [cast.other.email])
    assert (batch.opens_at - batch.published_at).total_seconds() == 3600


def board_released(question, cast):
    return sorting.release_question(question=question, by=cast.secretariat)


def test_the_news_item_waits_for_the_opening(board, clock):
    question = board.question(QuestionState.REVIEWED)

    board.publish(question, lead_minutes=60)

    news = NewsItem.objects.get(kind="answer", slug="answers-1")
    assert (news.live, news.go_live_at.isoformat()) == (False, "2021-10-25T01:00:00+00:00")


def test_without_a_lead_the_news_item_is_there_at_once(board):
    board.published(lead_minutes=0)

    assert NewsItem.objects.get(slug="answers-1").live


def test_a_batch_of_private_answers_is_no_news(board):
    board.published(appearance="private")

    assert not NewsItem.objects.filter(slug="answers-1").exists()


def test_publishing_again_is_refused_and_tells_nobody(board, cast):
    batch = board.publish(board.question(QuestionState.REVIEWED))
    count = OutboxLetter.objects.count()

    with pytest.raises(ValidationError):
        publishing.publish_batch(batch=batch, by=cast.secretariat)

    publishing.tend_batches()
    assert OutboxLetter.objects.count() == count


def test_a_step_that_fails_publishes_nothing(board, cast, monkeypatch):
    question = board.question(QuestionState.REVIEWED)
    batch = batching.open_batch(by=cast.secretariat)
    batching.put_in_batch(question=question, batch=batch, by=cast.secretariat)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(publishing, "_announce", fail)
    with pytest.raises(RuntimeError):
        publishing.publish_batch(batch=batch, by=cast.secretariat)

    batch.refresh_from_db()
    question.refresh_from_db()
    assert (batch.state, question.state, question.editions.count()) == (
        BatchState.COLLECTING,
        QuestionState.REVIEWED,
        0,
    )


def test_a_batch_is_published_at_its_minute_by_the_worker(board, cast, clock):
    question = board.question(QuestionState.REVIEWED)
    batch = batching.open_batch(lead_minutes=0, by=cast.secretariat)
    batching.put_in_batch(question=question, batch=batch, by=cast.secretariat)
    moment = datetime.fromisoformat("2021-10-26T10:00+09:00")
    batching.schedule_batch(batch=batch, publish_at=moment, by=cast.secretariat)
    states = []
    for at in ("2021-10-26T09:59:30+09:00", "2021-10-26T10:00:00+09:00"):
        clock.move_to(at)
        publishing.tend_batches()
        states.append(AnswerBatch.objects.get().state)

    assert states == [BatchState.SCHEDULED, BatchState.PUBLISHED]


def test_the_organiser_approves_what_appears_and_a_change_wants_approval_again(board, cast):
    kept = BoardSettings.load()
    kept.needs_approval = True
    kept.save()
    question = board.question(QuestionState.REVIEWED)
    batch = batching.open_batch(by=cast.secretariat)
    batching.put_in_batch(question=question, batch=batch, by=cast.secretariat)
    with pytest.raises(ValidationError, match="承認"):
        publishing.publish_batch(batch=batch, by=cast.secretariat)
    batch = batching.approve_batch(batch=batch, by=cast.organiser)
    words = {"theme": question.theme, "field": question.field, "by": cast.secretariat}
    sorting.edit_wording(question=question, title="変えた題", body=BODY, **words)
    with pytest.raises(ValidationError, match="承認"):
        publishing.publish_batch(batch=batch, by=cast.secretariat)

    batching.approve_batch(batch=batch, by=cast.organiser)
    publishing.publish_batch(batch=batch, by=cast.secretariat)

    assert Question.objects.get().state == QuestionState.PUBLISHED


def test_a_correction_is_a_dated_edition_and_its_readers_are_told(board, cast):
    question = board.published()
    following.follow(question=question, by=cast.other)

    correcting.correct_answer(
        question=question,
        title=question.title,
        body=question.body,
        answer="改めた回答",
        note="数値を改めました",
        read_number=1,
        by=cast.secretariat,
    )

    assert [edition.answer for edition in question.editions.all()] == [ANSWER, "改めた回答"]
    assert letters("answer_corrected") == sorted([cast.participant.email, cast.other.email])


def test_withdrawal_leaves_a_stub_without_its_words(client, board, cast):
    question = board.published()

    correcting.withdraw_question(question=question, reason="制度が変わりました", by=cast.secretariat)

    page = client.get(question.get_absolute_url())
    shown = page.content.decode()
    assert (page.status_code, "制度が変わりました" in shown) == (200, True)
    assert (TITLE in shown, "部門ごとの削減余地" in shown, BODY in shown) == (False, False, False)
    assert client.get("/qa/answers/1/").status_code == 404
