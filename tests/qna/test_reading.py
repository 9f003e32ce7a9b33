"""The list and its filters, what readers do with a question, and where else it shows."""

import pytest
from django.test import Client

from qna.actions.answering import cite
from qna.actions.asking import Source
from qna.actions.sorting import release_question
from qna.enums import QuestionState
from qna.models import BoardSettings, Following, Interest, Question
from sessions.models import StudySession
from studygroup import page_cache
from tests.factories.archive import make_material, make_video

pytestmark = pytest.mark.django_db


def titles(page: str, *wanted: str) -> list[bool]:
    return [title in page for title in wanted]


@pytest.fixture
def three(board, cast):
    """A released one, an answered one of a ward that is named, one that is not released."""
    released = board.question(QuestionState.DRAFTED, title="公開した質問", theme="adaptation", field="disaster")
    release_question(question=released, by=cast.secretariat)
    answered = board.published(title="答えた質問", asker=cast.other, appearance="named")
    board.ask(title="まだの質問")
    page_cache.raise_version()
    return released, answered


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", [True, True, False]),
        ("?state=answered", [False, True, False]),
        ("?state=preparing", [True, False, False]),
        ("?theme=adaptation", [True, False, False]),
        ("?field=environment", [False, True, False]),
        ("?batch=1", [False, True, False]),
        ("?kind=ward", [False, True, False]),
        ("?kind=city", [False, False, False]),
        ("?q=削減余地", [False, True, False]),
        ("?order=wanted", [True, True, False]),
    ],
)
def test_the_list_is_narrowed(client, three, query, shown):
    page = client.get(f"/qa/{query}").content.decode()

    assert titles(page, "公開した質問", "答えた質問", "まだの質問") == shown


def test_an_answer_that_waits_for_its_opening_counts_as_being_prepared(client, board, cast):
    question = board.question(QuestionState.REVIEWED, title="先に公開した質問")
    release_question(question=question, by=cast.secretariat)
    board.publish(question, lead_minutes=60)

    pages = [client.get(f"/qa/?state={state}").content.decode() for state in ("answered", "preparing")]
    page = client.get(question.get_absolute_url()).content.decode()

    assert ["先に公開した質問" in each for each in pages] == [False, True]
    assert ("部門ごとの削減余地" in page, "第1回回答" in page) == (False, False)
    assert client.get("/qa/answers/1/").status_code == 404


def test_its_asker_reads_it_meanwhile(client, board, cast):
    question = board.question(QuestionState.REVIEWED)
    other = board.question(QuestionState.REVIEWED, title="ほかの部署の質問", asker=cast.other)
    board.publish(question, other, lead_minutes=60)
    client.force_login(cast.participant)

    batch = client.get("/qa/answers/1/").content.decode()

    assert "部門ごとの削減余地" in client.get(question.get_absolute_url()).content.decode()
    assert ("部門ごとの削減余地" in batch, "ほかの部署の質問" in batch) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(client, board, django_assert_num_queries, count):
    for number in range(count):
        board.published(title=f"質問{number}")
    client.get("/qa/")
    client.get("/qa/?warm=1")

    with django_assert_num_queries(6):
        client.get("/qa/?counted=1")


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_asks_as_often_for_one_as_for_three(client, board, cast, count, django_assert_max_num_queries):
    for _ in range(count):
        board.question(QuestionState.REQUESTED)
    client.force_login(cast.advisor)
    client.get("/advisor/")

    with django_assert_max_num_queries(13):
        client.get("/advisor/")


def test_to_want_to_know_and_to_follow_are_pressed_and_taken_back(client, three, cast):
    _, answered = three
    client.force_login(cast.participant)
    address = answered.get_absolute_url()
    for name in ("want", "follow"):
        client.post(f"{address}{name}/")
    pressed = Interest.objects.count(), Following.objects.count()
    for name in ("want", "follow"):
        client.post(f"{address}{name}/", {"undo": "1"})

    assert (pressed, Interest.objects.count(), Following.objects.count()) == ((1, 1), 0, 0)


def test_an_answer_cites_and_is_cited(client, board, cast):
    material, video = make_material(audience="public"), make_video(audience="public")
    session = StudySession.objects.get(code="mitigation-2021-2")
    question = board.question(QuestionState.DRAFTED, title="引用する質問")
    for thing in (material, video, session):
        cite(question=question, thing=thing, page=2, second=5, by=cast.advisor)
    pages = [material.page_url, video.get_absolute_url(), session.get_url()]
    before = ["引用する質問" in Client().get(page).content.decode() for page in pages]
    board.bring(question, QuestionState.REVIEW)
    board.bring(question, QuestionState.REVIEWED)
    board.publish(question)
    page_cache.raise_version()

    shown = client.get(question.get_absolute_url()).content.decode()
    assert (f"{video.get_absolute_url()}?t=5" in shown, "資料 2ページ" in shown) == (True, True)
    assert before == [False] * 3
    assert ["引用する質問" in client.get(page).content.decode() for page in pages] == [True] * 3


def test_a_session_lists_the_questions_about_it_with_their_later_answers(client, board):
    session = StudySession.objects.get(code="mitigation-2021-2")
    board.published(title="第2回についての質問", source=Source(study_session=session))
    page_cache.raise_version()

    page = client.get(session.get_url()).content.decode()

    assert titles(page, "質問と後日回答", "第2回についての質問", "第1回回答") == [True] * 3


def test_a_video_leads_to_asking_with_its_second(client):
    video = make_video(audience="public")

    page = client.get(video.get_absolute_url()).content.decode()

    assert f'href="/qa/ask/?video={video.pk}" data-carries-moment' in page


def test_search_finds_questions_and_answers_for_those_who_may_read_them(client, board, cast):
    board.published(title="答えのある質問", answer="潜熱蓄熱の量を書きます")
    waiting = board.ask(title="未公開の地中熱の質問")
    page_cache.raise_version()
    found = client.get("/search/?q=潜熱蓄熱").content.decode()
    hidden = client.get("/search/?q=地中熱").content.decode()
    client.force_login(cast.participant)
    own = client.get("/search/?q=地中熱").content.decode()

    address = f'href="{waiting.get_absolute_url()}"'
    assert ("答えのある質問" in found, address in hidden, address in own) == (True, False, True)


def test_the_worklist_of_the_office_names_what_waits(office, board, cast, clock):
    board.ask()
    board.question(QuestionState.REQUESTED)
    board.question(QuestionState.REVIEW)
    board.question(QuestionState.REVIEWED)
    clock.move_to("2021-11-09T09:00+09:00")
    office.force_login(cast.secretariat)

    page = office.get("/cms/").content.decode()

    lines = [
        "依頼先の決まっていない質問",
        "回答の期限が過ぎた質問",
        "確認を待つ回答",
        "次の回答のまとめに入れられる回答",
    ]
    assert titles(page, *lines) == [True] * 4


def test_who_may_not_read_by_the_offices_setting_is_told_so(client, board):
    question = board.published()
    kept = BoardSettings.load()
    kept.answers_open_to = "enrolled_municipality"
    kept.save()
    page_cache.raise_version()

    answer = client.get(question.get_absolute_url())

    assert (answer.status_code, "登録自治体の職員" in answer.content.decode()) == (403, True)


def test_a_department_takes_its_own_question_back(client, board, cast):
    question = board.question(QuestionState.REQUESTED)
    client.force_login(cast.coordinator)

    client.post(f"{question.get_absolute_url()}take-back/")

    assert Question.objects.get().state == QuestionState.WITHDRAWN
