"""What each step of the board does, refuses, and tells whom."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from qna.actions import (
    answering,
    assigning,
    batching,
    correcting,
    following,
    live,
    publishing,
    reminding,
    reviewing,
    sorting,
)
from qna.actions.answering import Overtaken, save_answer
from qna.enums import AssignmentState, BatchState, QuestionState, VersionKind
from qna.models import AnswerBatch, Assignment, BoardSettings, Interest, Question
from qna.wording import differences, without_unseen
from sessions.models import StudySession
from studygroup.models import NewsItem
from studygroup.notices.models import Notice, OutboxLetter
from tests.factories.qna import ANSWER, BODY, DUE, TITLE

pytestmark = pytest.mark.django_db


def letters(kind: str) -> list[str]:
    return sorted(OutboxLetter.objects.filter(kind=kind).values_list("to_address", flat=True))


def test_asking_keeps_the_words_and_posts_the_receipt(board, cast):
    question = board.ask()

    assert (question.asked_title, question.title, question.state) == (TITLE, TITLE, QuestionState.RECEIVED)
    letter = OutboxLetter.objects.get(kind="question_received")
    assert (letter.to_address, question.receipt in letter.body) == (cast.participant.email, True)


def test_the_receipt_names_the_day_of_the_next_batch(board, cast):
    batching.open_batch(day=date(2021, 11, 12), by=cast.secretariat)

    board.ask()

    assert "回答は11月12日（金）に掲載する予定です。" in OutboxLetter.objects.get(kind="question_received").body


@pytest.mark.parametrize("actor", ["staff", "suspended", "advisor", "organiser"])
def test_asking_is_for_staff_of_enrolled_municipalities(board, cast, actor):
    person = cast.participant.current_participations[0]
    with pytest.raises(PermissionDenied):
        live.ask_question(title=TITLE, body=BODY, theme="other", field="other", participant=person, by=cast[actor])


def test_the_original_is_never_changed_by_the_wording(board, cast):
    question = board.ask()

    sorting.edit_wording(
        question=question, title="整えた題", body="整えた文", theme="other", field="other", by=cast.secretariat
    )

    question.refresh_from_db()
    words = question.asked_title, question.asked_body, question.title, question.body, question.state
    assert words == (TITLE, BODY, "整えた題", "整えた文", QuestionState.SORTING)


def test_the_second_of_two_who_edit_the_wording_is_told_and_overwrites_nothing(board, cast):
    question = board.ask()
    read = question.title, question.body
    words = {"theme": "other", "field": "other", "read": read, "by": cast.secretariat}
    sorting.edit_wording(question=question, title="先の題", body="先", **words)

    with pytest.raises(ValidationError, match="先の題"):
        sorting.edit_wording(question=question, title="後の題", body="後", **words)

    question.refresh_from_db()
    assert question.title == "先の題"


def test_merging_takes_askers_and_wishes_along(board, cast):
    first, second = board.ask(), board.ask(cast.other, title="同じ質問")
    following.follow(question=second, by=cast.other)

    sorting.merge_questions(question=second, into=first, by=cast.secretariat)

    second.refresh_from_db()
    assert (second.merged_into, second.state) == (first, QuestionState.NOT_PUBLISHED)
    for state in (QuestionState.REQUESTED, QuestionState.DRAFTED, QuestionState.REVIEW, QuestionState.REVIEWED):
        board.bring(first, state)
    board.publish(first)
    assert letters("question_answered") == sorted([cast.participant.email, cast.other.email])
    assert first.followings.get().user == cast.other


def test_what_was_merged_into_a_merged_one_goes_on(board, cast):
    one, two, three = (board.ask(title=f"質問{number}") for number in range(3))
    sorting.merge_questions(question=one, into=two, by=cast.secretariat)
    sorting.merge_questions(question=two, into=three, by=cast.secretariat)

    one.refresh_from_db()
    assert one.merged_into == three


def test_a_part_keeps_the_original_and_its_asker(board, cast):
    question = board.ask()

    part = sorting.split_question(
        question=question, title="分けた題", body="分けた文", theme="other", field="other", by=cast.secretariat
    )

    assert (part.asked_body, part.title, part.department, part.split_from) == (
        BODY,
        "分けた題",
        question.department,
        question,
    )


def test_a_question_is_returned_with_a_reason_that_its_asker_is_told(board, cast):
    question = board.ask()
    with pytest.raises(ValidationError):
        sorting.return_question(question=question, reason=" ", by=cast.secretariat)

    sorting.return_question(question=question, reason="直接お答えしました", by=cast.secretariat)

    assert "直接お答えしました" in OutboxLetter.objects.get(kind="question_returned").body


def test_every_step_of_the_office_is_the_secretariats(board, cast):
    question = board.question(QuestionState.REVIEW)
    steps = [
        lambda by: sorting.return_question(question=question, reason="x", by=by),
        lambda by: sorting.release_question(question=question, by=by),
        lambda by: sorting.note(question=question, body="x", by=by),
        lambda by: assigning.assign_question(question=question, advisors=[cast.advisor], due_on=DUE, by=by),
        lambda by: reviewing.approve_answer(question=question, by=by),
        lambda by: reviewing.send_back_answer(question=question, reason="x", by=by),
        lambda by: batching.open_batch(by=by),
    ]
    for actor in ("anonymous", "participant", "advisor", "organiser"):
        for step in steps:
            with pytest.raises(PermissionDenied):
                step(cast[actor])


def test_an_advisor_is_asked_by_letter_and_reminded_before_and_after_the_day(board, cast, clock):
    question = board.question(QuestionState.REQUESTED)
    counts = [reminding.post_reminders()]
    for day in ("2021-11-05", "2021-11-06", "2021-11-09", "2021-11-10", "2021-11-16"):
        clock.move_to(f"{day}T09:00+09:00")
        counts.append(reminding.post_reminders() and OutboxLetter.objects.filter(kind="answer_due").count())

    assert letters("answer_asked") == [cast.advisor.email]
    assert counts == [0, 1, 1, 2, 2, 3]
    assert Question.objects.overdue().get() == question


def test_the_first_words_make_it_a_draft_and_each_saving_by_hand_a_version(board, cast):
    question = board.question(QuestionState.REQUESTED)

    answer = save_answer(question=question, body="一", read_revision=0, by=cast.advisor)
    answer = save_answer(question=question, body="一二", read_revision=answer.revision, by=cast.advisor)

    question.refresh_from_db()
    assert question.state == QuestionState.DRAFTED
    assert [version.body for version in answer.versions.order_by("pk")] == ["一", "一二"]


def test_what_is_typed_in_one_sitting_is_one_version(board, cast):
    question = board.question(QuestionState.REQUESTED)
    revision = 0
    for body in ("一", "一二", "一二三"):
        words = {"question": question, "body": body, "read_revision": revision, "is_automatic": True}
        revision = save_answer(by=cast.advisor, **words).revision

    assert [version.body for version in question.answer.versions.all()] == ["一二三"]


def test_the_second_of_two_who_write_is_told_and_both_texts_survive(board, cast):
    question = board.question(QuestionState.REQUESTED)
    second = cast.secretariat
    assigning.assign_question(question=question, advisors=[second], due_on=DUE, by=second)
    save_answer(question=question, body="先の文", read_revision=0, by=cast.advisor)

    with pytest.raises(Overtaken) as refusal:
        save_answer(question=question, body="後の文", read_revision=0, by=second)

    answer = refusal.value.present
    kept = {(version.kind, version.body) for version in answer.versions.all()}
    assert (answer.body, kept) == ("先の文", {(VersionKind.DRAFT, "先の文"), (VersionKind.SET_ASIDE, "後の文")})
    save_answer(question=question, body="後の文", read_revision=answer.revision, by=second)
    assert {version.body for version in answer.versions.all()} == {"先の文", "後の文"}


def test_declining_hides_the_question_and_gives_it_back(board, cast):
    question = board.question(QuestionState.REQUESTED)

    answering.decline(question=question, reason="専門ではありません", by=cast.advisor)

    question.refresh_from_db()
    assert (question.state, Question.objects.given(cast.advisor).exists()) == (QuestionState.SORTING, False)
    assert letters("answer_talk") == [cast.secretariat.email]


def test_more_time_is_asked_for_and_the_office_sets_the_day(board, cast):
    question = board.question(QuestionState.REQUESTED)
    later = date(2021, 11, 20)

    answering.want_more_time(question=question, until=later, reason="調べます", by=cast.advisor)
    assert Assignment.objects.get().wants_until == later
    assigning.assign_question(question=question, advisors=[cast.advisor], due_on=later, by=cast.secretariat)

    assignment = Assignment.objects.get()
    assert (assignment.due_on, assignment.wants_until) == (later, None)


def test_an_empty_answer_is_not_handed_in(board, cast):
    question = board.question(QuestionState.REQUESTED)

    with pytest.raises(ValidationError):
        answering.hand_in(question=question, by=cast.advisor)


@pytest.mark.parametrize(("is_taken", "body"), [(True, "事務局の文"), (False, ANSWER)])
def test_the_office_edits_only_as_a_suggestion_that_the_advisor_decides(board, cast, is_taken, body):
    question = board.question(QuestionState.REVIEW)
    version = reviewing.suggest_answer(
        question=question, body="事務局の文", read_revision=question.answer.revision, by=cast.secretariat
    )
    question.refresh_from_db()
    assert (question.state, question.answer.body) == (QuestionState.DRAFTED, ANSWER)
    with pytest.raises(ValidationError):
        answering.hand_in(question=question, by=cast.advisor)

    reviewing.decide_suggestion(version=version, is_taken=is_taken, by=cast.advisor)
    answering.hand_in(question=question, by=cast.advisor)

    question = Question.objects.get(pk=question.pk)
    assert (question.state, question.answer.body) == (QuestionState.REVIEW, body)


def test_an_approved_answer_is_shown_to_its_advisor_once_more(board, cast):
    board.question(QuestionState.REVIEWED)

    assert letters("answer_talk") == [cast.advisor.email]


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


def test_a_live_question_comes_over_once_with_its_place_and_moment(board, cast):
    session = StudySession.objects.get(code="mitigation-2021-2")
    uid = session.agenda_items.first().uid
    described = live.LiveQuestion(
        key="mitigation-2021-2:17",
        text="電力の係数はどう見ますか。長い質問です。",
        study_session=session,
        moment=datetime.fromisoformat("2021-10-29T15:02+09:00"),
        agenda_uid=uid,
        participant=cast.participant.current_participations[0],
    )

    first = live.send_to_board(live=described, by=cast.secretariat)
    again = live.send_to_board(live=described, by=cast.secretariat)

    place = first.study_session, first.agenda_uid, first.live_moment, first.title, first.origin
    assert place == (session, uid, described.moment, "電力の係数はどう見ますか", "live")
    assert (again, first.followings.get().user) == (first, cast.participant)


def test_a_department_wants_to_know_once(board, cast):
    question = board.published()

    following.want_to_know(question=question, by=cast.other)
    following.want_to_know(question=question, by=cast.other)

    assert Interest.objects.count() == 1


def test_taking_an_assignment_back_tells_the_advisor(board, cast):
    board.question(QuestionState.REQUESTED)

    assigning.take_back_assignment(assignment=Assignment.objects.get(), by=cast.secretariat)

    assert Assignment.objects.get().state == AssignmentState.TAKEN_BACK
    assert Question.objects.get().state == QuestionState.SORTING
    assert Notice.objects.filter(user=cast.advisor, kind="answer_talk").count() == 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_comparison_holds_both_texts_whole(before, after):
    pieces = differences(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_what_nobody_sees_is_taken_out():
    assert without_unseen("甲\u200b市\u202e\x07\r\n乙区👨\u200d👩") == "甲市\n乙区👨\u200d👩"
