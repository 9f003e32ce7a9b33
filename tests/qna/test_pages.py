"""Every page of the board answers, in every state, to those who may open it."""

import pytest

from qna.enums import QuestionState
from tests.factories.qna import UP_TO

pytestmark = pytest.mark.django_db
BEFORE = [state for state in UP_TO if state != QuestionState.PUBLISHED]


@pytest.mark.parametrize("state", BEFORE)
def test_a_question_reads_in_every_state_for_office_and_asker(client, office, cast, board, state):
    question = board.question(state)
    pages = [office.get(f"/cms/qna/board/{question.pk}/").status_code, office.get("/cms/qna/board/").status_code]
    client.force_login(cast.participant)
    pages.append(client.get(question.get_absolute_url()).status_code)
    client.force_login(cast.other)
    pages.append(client.get(question.get_absolute_url()).status_code)

    assert pages == [200, 200, 200, 404]


@pytest.mark.parametrize("state", BEFORE[1:])
def test_an_advisor_reads_what_was_given_to_them(client, cast, board, state):
    question, other = board.question(state), board.question()
    client.force_login(cast.advisor)

    answers = [client.get(f"/advisor/{each.pk}/").status_code for each in (question, other)]

    assert (client.get("/advisor/").status_code, answers) == (200, [200, 404])


def test_a_published_answer_is_read_by_everybody(client, board):
    question = board.published()
    addresses = [
        "/qa/",
        question.get_absolute_url(),
        "/qa/answers/1/",
        "/qa/answers/1/print/",
        "/qa/answers/1/answers.xlsx",
    ]

    answers = {address: client.get(address) for address in addresses}

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(addresses, 200)
    assert "部門ごとの削減余地を積み上げて置きます。" in answers[question.get_absolute_url()].content.decode()


def test_the_office_pages_of_batches_answer(office, board):
    board.published()
    assert office.get("/cms/qna/batches/").status_code == 200
    assert office.get("/cms/qna/batches/new/").status_code == 200
    board.question(QuestionState.REVIEWED)
    made = office.post("/cms/qna/batches/new/", {"day": "2021-11-12"})
    assert office.get(made["Location"]).status_code == 200


def test_pages_with_sections_of_the_board_answer(client, cast, board):
    question = board.ask()
    client.force_login(cast.participant)
    page = client.get("/my/").content.decode()
    assert question.receipt in page
    assert client.get("/my/privacy/").status_code == 200
    assert client.get("/subcommittees/mitigation/2021-2/").status_code == 200
    assert client.get("/qa/ask/").status_code == 200
