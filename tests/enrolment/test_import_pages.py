"""The office's pages of an import: the file, its preview, and taking it."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from studygroup.models import Participant
from tests.factories.cms import enter

pytestmark = pytest.mark.django_db


def upload(content: bytes, name="participants.csv") -> dict:
    return {"file": SimpleUploadedFile(name, content)}


def as_csv(*lines: list[str]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("cp932")


def test_a_file_is_looked_at_and_then_taken(client, settings, cast, people):
    office = enter(client, settings, cast.secretariat)
    content = as_csv(["参加者番号", "氏名"], [str(people[1].pk), "髙橋 葉子"])

    preview = office.post(reverse("exchange:import"), upload(content))
    shown = preview.content.decode()
    before = Participant.objects.get(pk=people[1].pk).name
    answer = office.post(reverse("exchange:take"), {"ticket": preview.context["ticket"]}, follow=True)

    assert ("髙橋 花子" in shown, "髙橋 葉子" in shown, before) == (True, True, "髙橋 花子")
    assert Participant.objects.get(pk=people[1].pk).name == "髙橋 葉子"
    assert "取り込みました。追加0名、変更1名です。" in answer.content.decode()


def test_a_preview_with_problems_has_no_button_to_take_it(client, settings, cast, people):
    office = enter(client, settings, cast.secretariat)

    preview = office.post(reverse("exchange:import"), upload(as_csv(["参加者番号", "氏名"], ["", ""], ["7x", "a"])))

    content = preview.content.decode()
    assert ("3行目" in content, "何も取り込んでいません" in content, 'name="ticket"' in content) == (True, True, False)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", "見本,環境課\r\n".encode()])
def test_a_file_that_is_no_list_is_refused_at_the_field(client, settings, cast, content):
    office = enter(client, settings, cast.secretariat)

    page = office.post(reverse("exchange:import"), upload(content))

    assert list(page.context["form"].errors) == ["file"]


def test_a_ticket_is_good_for_whoever_looked_and_as_it_was(client, settings, cast, people):
    office = enter(client, settings, cast.secretariat)
    ticket = office.post(reverse("exchange:import"), upload(as_csv(["氏名"], ["x"]))).context["ticket"]

    answers = [office.post(reverse("exchange:take"), {"ticket": each}) for each in (ticket + "x", "", "a:b:c")]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert Participant.objects.filter(name="x").count() == 0


def test_a_workbook_of_another_make_is_taken(client, settings, cast, people):
    book = Workbook()
    for line in (["氏名", "自治体", "部署", "着任日"], ["見本 冬子", "立川市", "環境課", date(2021, 10, 1)]):
        book.active.append(line)
    file = BytesIO()
    book.save(file)
    office = enter(client, settings, cast.secretariat)

    preview = office.post(reverse("exchange:import"), upload(file.getvalue(), "list.xlsx"))
    office.post(reverse("exchange:take"), {"ticket": preview.context["ticket"]})

    assert Participant.objects.get(name="見本 冬子").since == date(2021, 10, 1)
