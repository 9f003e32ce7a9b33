"""Scripts, turned directions, blanks without width, texts too long, formulas: harmless, refused or escaped; kept."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qna.models import Question, QuestionDraft
from tests.factories.files import pdf
from tests.factories.hostile_files import MATERIALS
from tests.factories.qna import BODY, TITLE

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
FIELDS = {"title": TITLE, "body": BODY, "theme": "mitigation", "field": "environment", "appearance": "unnamed"}


@pytest.fixture
def asker(client, cast):
    client.force_login(cast.participant)
    return client


def test_a_script_is_shown_as_it_was_written(client, board):
    question = board.published(title=SCRIPT[:60], body=SCRIPT + BODY, answer=SCRIPT)

    pages = [
        client.get(address).content.decode() for address in (question.get_absolute_url(), "/qa/", "/qa/answers/1/")
    ]

    assert [("<script>alert" in page, "&lt;script&gt;" in page) for page in pages] == [(False, True)] * 3


def test_directions_and_blanks_without_width_do_not_come_through(asker):
    asker.post("/qa/ask/", FIELDS | {"title": "題\u202e名\u200b\x07です", "body": BODY + "\u2066\ufeff", "check": "1"})
    asker.post("/qa/ask/check/")

    question = Question.objects.get()
    assert (question.asked_title, question.asked_body) == ("題名です", BODY)


@pytest.mark.parametrize("name", ["title", "body"])
def test_a_hundred_thousand_characters_are_refused_with_a_sentence_and_kept(asker, name):
    long = "あ" * 100_000

    page = asker.post("/qa/ask/", FIELDS | {name: long, "check": "1"}).content.decode()

    assert ("字までです（今は100000字です）" in page, long in page) == (True, True)
    assert getattr(QuestionDraft.objects.get(), name) == long


def test_formulas_are_disarmed_in_the_table(client, board):
    board.published(title="=1+1", body="@SUM(A1) " + BODY, answer="=cmd|'/C calc'!A0")

    content = client.get("/qa/answers/1/answers.xlsx").content

    sheet = openpyxl.load_workbook(BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert ["=1+1" in cell.value for cell in cells].count(True) == 1


@pytest.mark.parametrize("name", ["macro.docm", "page.html", "script.pdf", "formula.csv", "bomb-of-many.docx"])
def test_a_hostile_file_is_refused_by_name_and_what_was_typed_stays(asker, name):
    file = SimpleUploadedFile(name, MATERIALS[name]())

    page = asker.post("/qa/ask/", FIELDS | {"files": [file], "check": "1"})

    shown = page.content.decode()
    assert (page.status_code, name in shown, BODY in shown) == (200, True, True)
    assert QuestionDraft.objects.get().attachments.count() == 0


def test_good_files_go_along_and_a_sixth_does_not(asker, client):
    files = [SimpleUploadedFile(f"f{number}.pdf", pdf("x")) for number in range(6)]

    page = asker.post("/qa/ask/", FIELDS | {"files": files, "check": "1"}).content.decode()
    asker.post("/qa/ask/check/")

    assert "添付は5点までです。" in page
    question = Question.objects.get()
    assert [file.name for file in question.attachments.all()] == [f"f{number}.pdf" for number in range(5)]
    url = f"{question.get_absolute_url()}files/{question.attachments.first().pk}/f0.pdf"
    assert client.get(url)["Content-Disposition"].startswith("attachment")


def test_a_link_of_another_kind_is_no_link(client, board):
    question = board.published(answer="javascript:alert(1) https://example.org/a")

    page = client.get(question.get_absolute_url()).content.decode()

    assert ('href="javascript' in page, 'href="https://example.org/a"' in page) == (False, True)


@pytest.mark.parametrize(
    "address", ["/qa/?q=%22", "/qa/?batch=99999999999999999999", "/qa/?page=%00", "/qa/?state=x&kind=y"]
)
def test_odd_addresses_of_the_list_answer(client, address):
    assert client.get(address).status_code in (200, 400)


def test_odd_sources_are_passed_over(asker):
    odd = {"video": "9" * 30, "t": "-1", "material": "x", "session": "../..", "agenda": "no", "follows": "0"}

    assert asker.get("/qa/ask/", odd).status_code == 200
