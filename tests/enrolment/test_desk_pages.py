"""The desk in the browser: its page, its list, what a tablet sends."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.enrolment.models import Attendance, DeskEntry
from sessions.models import StudySession
from studygroup.models import Participant
from tests.factories.attending import is_in

CODE = "mitigation-2021-2"


def test_another_sessions_receipt_is_named_by_its_session(desk, attending, cast):
    other = StudySession.objects.get(code="adaptation-2021-2")
    person = attending().participant
    row = Attendance.objects.create(participant=person, study_session=other, mode="venue")

    sentence = f"別の回のQRコードです：{other.title}（{other.date_from.month}月{other.date_from.day}日）"
    by_number = desk.get(f"/checkin/{CODE}/", {"q": row.receipt})
    by_code = desk.get(f"/checkin/{CODE}/", {"q": f"{other.code} {row.receipt}"})
    sent = send(desk, [{"key": "k1", "attendance": row.pk, "act": "check_in"}])

    assert [page.context["outcome"]["sentence"] for page in (by_number, by_code)] == [sentence, sentence]
    assert sent[0]["sentence"] == sentence


def test_a_number_nobody_has_is_not_readable(desk, study_session):
    page = desk.get(f"/checkin/{CODE}/", {"q": "A-99999"})

    assert page.context["outcome"]["sentence"] == "読み取れません。受付番号で探してください"


def test_a_press_without_javascript_leads_back_to_its_answer(desk, attending):
    attendance = attending()
    press = {"key": "k1", "attendance": attendance.pk, "act": "check_in"}

    page = desk.post(f"/checkin/{CODE}/", press, follow=True)
    again = desk.post(f"/checkin/{CODE}/", press, follow=True)

    assert page.context["outcome"]["sentence"] == "受付しました 9:00"
    assert again.context["outcome"] == page.context["outcome"]
    assert (page.context["checked_in"], page.context["expected"]) == (1, 1)


def test_every_form_of_the_desk_carries_its_token(settings, cast, attending):
    attending()
    settings.DEMO = True
    office = Client(enforce_csrf_checks=True)
    office.force_login(cast.secretariat)

    page = office.get(f"/checkin/{CODE}/").text

    assert page.count('method="post" data-act') == len(
        re.findall(r'data-act[^>]*>\s*<input type="hidden" name="csrf', page)
    )


def test_reading_a_receipt_changes_nothing(desk, attending):
    attendance = attending()
    desk.get(f"/checkin/{CODE}/", {"q": attendance.receipt})

    assert not is_in(attendance)


def send(client, acts) -> list[dict]:
    answered = client.post(
        reverse("enrolment:desk-acts", args=[CODE]), json.dumps({"acts": acts}), content_type="application/json"
    )
    return answered.json()["answers"]


def test_a_batch_sent_twice_counts_once_and_is_answered_alike(desk, attending):
    people = [attending(f"見本 {number}") for number in range(3)]
    at = timezone.now().isoformat()
    acts = [{"key": f"k{row.pk}", "attendance": row.pk, "act": "check_in", "at": at} for row in people]
    acts.append({"key": "undo", "attendance": people[0].pk, "act": "undo", "at": at, "seen": at})

    first, second = send(desk, acts), send(desk, acts)

    assert [each["answer"] for each in first] == ["checked_in", "checked_in", "checked_in", "undone"]
    assert [(each["key"], each["answer"]) for each in second] == [(each["key"], each["answer"]) for each in first]
    assert (DeskEntry.objects.count(), [is_in(row) for row in people]) == (4, [False, True, True])


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"acts": 1}', '{"acts": [1]}', "\x00"])
def test_what_is_no_batch_is_refused(desk, study_session, body):
    address = reverse("enrolment:desk-acts", args=[CODE])

    assert desk.post(address, body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("row", [{}, {"key": "k"}, {"key": "k", "attendance": "x", "act": "check_in"}, {"key": []}])
def test_an_act_that_makes_no_sense_is_answered_as_unreadable(desk, study_session, row):
    assert [each["answer"] for each in send(desk, [row])] == ["unknown"]


def test_the_list_is_private_and_in_the_official_order(desk, attending, cast, study_session):
    attending()
    person = Participant.objects.get(user=cast.other)
    Attendance.objects.create(participant=person, study_session=study_session, mode="online")

    listed = desk.get(reverse("enrolment:desk-list", args=[CODE]))

    assert [each["place"] for each in listed.json()["people"]] == ["墨田区 環境課", "立川市 環境課"]
    assert {"private", "no-store"} <= set(listed["Cache-Control"].split(", "))


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_as_often_for_three_as_for_one(desk, attending, number, django_assert_max_num_queries):
    for each in range(number):
        attending(f"見本 {each}")
    desk.get(f"/checkin/{CODE}/")

    with django_assert_max_num_queries(14):
        desk.get(f"/checkin/{CODE}/")
