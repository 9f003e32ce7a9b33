"""A hundred answers to three hundred departments; and a worker that dies while it tells them."""

import time

import pytest

from qna.actions import publishing
from qna.actions.batching import open_batch
from qna.actions.publishing import publish_batch, tend_batches
from qna.enums import QuestionState
from qna.models import Answer, AnswerBatch, Question
from studygroup.models import Department, Municipality, Participant
from studygroup.notices.models import OutboxLetter

pytestmark = pytest.mark.django_db
ANSWERS, DEPARTMENTS = 100, 300
SECONDS = 2.0


@pytest.fixture
def batch(cast) -> AnswerBatch:
    """Each answer is to three departments, two of whose questions were merged into the first's."""
    municipality = Municipality.objects.get(name="立川市")
    departments = Department.objects.bulk_create(
        Department(municipality=municipality, name=f"課{number}", field="other") for number in range(DEPARTMENTS)
    )
    people = Participant.objects.bulk_create(
        Participant(department=department, name="見本 太郎", mail=f"p{department.pk}@city.example.jp")
        for department in departments
    )
    batch = open_batch(lead_minutes=60, by=cast.secretariat)
    for number in range(ANSWERS):
        first, *others = people[number * 3 : number * 3 + 3]
        main = make_question(first, state=QuestionState.REVIEWED, batch=batch)
        Answer.objects.create(question=main, body="回答", revision=1)
        for other in others:
            make_question(other, state=QuestionState.NOT_PUBLISHED, merged_into=main)
    return batch


def make_question(person: Participant, **values) -> Question:
    words = dict.fromkeys(("asked_title", "asked_body", "title", "body"), "題")
    return Question.objects.create(
        department=person.department, participant=person, theme="other", field="other", **words, **values
    )


def told() -> list[str]:
    return sorted(OutboxLetter.objects.filter(kind="question_answered").values_list("to_address", flat=True))


def test_a_hundred_answers_are_there_within_two_seconds(batch, cast, client):
    begun = time.process_time()
    publish_batch(batch=batch, by=cast.secretariat)
    client.force_login(cast.secretariat)
    page = client.get("/qa/answers/1/")

    assert (page.status_code, time.process_time() - begun < SECONDS) == (200, True)
    assert Question.objects.filter(state=QuestionState.PUBLISHED).count() == ANSWERS


def test_a_worker_that_dies_while_telling_doubles_nothing_and_leaves_nobody_out(batch, cast, monkeypatch):
    publish_batch(batch=batch, by=cast.secretariat)
    tell, count = publishing.tell_department, iter(range(1000))

    def dying(*args, **values):
        if next(count) in (50, 180):
            raise SystemExit
        tell(*args, **values)

    monkeypatch.setattr(publishing, "tell_department", dying)
    for _ in range(2):
        with pytest.raises(SystemExit):
            tend_batches()
    tend_batches()
    tend_batches()

    addresses = told()
    assert (len(addresses), len(set(addresses))) == (DEPARTMENTS, DEPARTMENTS)
    assert AnswerBatch.objects.get().askers_told_at is not None
