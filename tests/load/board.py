"""/qa/ with 5,000 questions: its queries, and its p95 beside an empty view; part of `make bench`."""

import argparse
import os
import subprocess
import sys
import tempfile

from tests.load.bench import Bench, title
from tests.load.database import own_database
from tests.load.server import ROOT, serving

PAGES = {
    "board": "/qa/?bench=1",
    "board theme": "/qa/?theme=adaptation",
    "board answered": "/qa/?state=answered",
    "board page 100": "/qa/?page=100",
}
WORDS = ("asked_title", "asked_body", "title", "body")
FILL = """
import django; django.setup()
from tests.load.board import fill, count_queries
fill({count}); print(count_queries())
"""


def fill(count: int) -> None:
    """`count` questions: half of them answered in the sample's first batch, the rest released."""
    from django.utils import timezone  # noqa: PLC0415 - the settings come first

    from qna.models import Answer, AnswerBatch, AnswerEdition, Question  # noqa: PLC0415
    from studygroup.models import Department  # noqa: PLC0415

    now, batch, department = timezone.now(), AnswerBatch.objects.get(number=1), Department.objects.first()
    told = {"state": "published", "batch": batch, "published_at": batch.published_at, "opens_at": batch.opens_at}
    questions = Question.objects.bulk_create(
        Question(
            **dict.fromkeys(WORDS, f"質問{number}"),
            theme=("mitigation", "adaptation", "other")[number % 3],
            field="environment",
            department=department,
            **(told if number % 2 else {"released_at": now}),
        )
        for number in range(count)
    )
    answered = [question for question in questions if question.state == "published"]
    Answer.objects.bulk_create(Answer(question=question, body="回答") for question in answered)
    words = {"number": 1, "title": "題", "body": "文", "answer": "答", "answered_as": "回答者", "published_at": now}
    AnswerEdition.objects.bulk_create(AnswerEdition(question=question, **words) for question in answered)


def count_queries() -> int:
    """Of one uncached, warm request for the list."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.get("/qa/", {"warm": "up"})
    with CaptureQueriesContext(connection) as captured:
        client.get("/qa/", {"bench": "1"})
    return len(captured)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with own_database(tempfile.mkdtemp(prefix="study-group-board-")) as environment:
        queries = filled(options.questions, environment)
        with (
            serving("tests.load.empty_site:application", environment) as empty,
            serving("config.wsgi:application", environment) as site,
        ):
            bench = Bench(empty, options.seconds, options.rounds)
            title(f"The board with {options.questions} questions, uncached; {queries} queries")
            for name, path in PAGES.items():
                bench.row(name, site, path)
            bench.close()


def filled(count: int, environment: dict[str, str]) -> str:
    """Fill the database of `environment`; how many queries the list takes then."""
    script = FILL.format(count=count)
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    main()
