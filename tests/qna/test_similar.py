"""Among three hundred questions the one that asks the same stands among the first three, nine times in ten."""

import time
from pathlib import Path

import pytest
from wagtail.search import index

from qna.models import Question
from qna.similar import find_similar
from studygroup.models import User

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "data"
DUPLICATES = 60
SECONDS = 0.1


def lines(name: str) -> list[list[str]]:
    return [line.split("|") for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def asked(board) -> dict[tuple[int, int], Question]:
    """Thirty subjects, of each what people want to know of it: three hundred questions."""
    department = board.cast.participant.current_participations[0].department
    found = {}
    for subject, (topic, _) in enumerate(lines("topics.txt")):
        for want, (wish, _, body) in enumerate(lines("aspects.txt")):
            words = {"asked_title": f"{topic}について、{wish}", "asked_body": f"{topic}を検討しています。{body}"}
            found[subject, want] = Question(
                title=words["asked_title"], body=words["asked_body"], theme="other", field="other",
                department=department, **words,
            )  # fmt: skip
    Question.objects.bulk_create(found.values())
    for question in found.values():
        index.insert_or_update_object(question)
    return found


def duplicates() -> list[tuple[tuple[int, int], str]]:
    """The same asked in other words: two of each subject, every wish alike, and which question it is."""
    topics, aspects = lines("topics.txt"), lines("aspects.txt")
    keys = [(subject, (subject + half) % len(aspects)) for subject in range(len(topics)) for half in (0, 5)]
    return [((s, w), f"{topics[s][1]}。{aspects[w][1]}") for s, w in keys]


def test_the_known_duplicate_is_among_the_first_three_nine_times_in_ten(asked, cast):
    user = User.objects.get(pk=cast.participant.pk)

    missed = [
        title
        for key, title in duplicates()
        if asked[key].pk not in [each.question.pk for each in find_similar(user, title)]
    ]

    assert len(duplicates()) == DUPLICATES
    assert len(missed) <= DUPLICATES * 0.1, missed


def test_it_answers_at_once(asked, cast):
    user = User.objects.get(pk=cast.participant.pk)
    find_similar(user, "照明をLEDに替えるには")
    times = []
    for _, title in duplicates()[:15]:
        begun = time.process_time()
        find_similar(user, title)
        times.append(time.process_time() - begun)

    assert sorted(times)[len(times) // 2] < SECONDS


def test_nothing_like_it_is_nothing(asked, cast):
    assert find_similar(cast.participant, "あ") == []
    assert find_similar(cast.participant, "zzzz qqqq") == []


def test_what_a_reader_may_not_open_is_never_offered(asked, cast):
    assert find_similar(cast.other, "庁舎や学校の照明をLEDに替える工事") == []
