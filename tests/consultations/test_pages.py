"""What is typed on the pages of consultations: kept, refused beside its field, or sent."""

import re

import pytest
from django.urls import reverse

from qna.consultations.actions.hours import take_hour
from qna.consultations.actions.sorting import publish_result, weigh_wish
from qna.consultations.models import Consultation, OfferedHour, Summary
from sessions.enrolment.actions.joining import name_department
from studygroup.models import User
from tests.factories.consultations import (
    NOTE,
    RECORD,
    SUMMARY,
    ask,
    department_of,
    fix,
    hold,
    is_over,
    make_call,
    make_hour,
    share,
    topic_of,
    wish,
)

pytestmark = pytest.mark.django_db

INDEX = "/consultations/"


def request_form(cast, **changes) -> dict:
    form = {
        "key": "one-form",
        "department": department_of(cast.coordinator).pk,
        "way": "online",
        "theme": "mitigation",
        "body": "庁舎の改修について",
        "wished_advisor": "",
        "day_1": "2021-11-08",
        "part_1": "morning",
    }
    return form | changes


def errors_of(page) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in page.context["form"].errors.items()}


def test_a_request_is_sent_and_stands_on_its_page(signed_in, cast):
    page = signed_in("coordinator").post(reverse("consultations:ask"), request_form(cast), follow=True)

    one = Consultation.objects.get()
    assert page.redirect_chain == [(one.get_absolute_url(), 302)]
    assert f"個別相談を申し込みました（{one.receipt}）。日時が決まりしだい、ご連絡します。" in page.text
    assert "第1希望　11月8日（月）午前" in page.text


def test_a_second_press_makes_no_second_request(signed_in, cast):
    browser = signed_in("coordinator")

    for _ in range(2):
        browser.post(reverse("consultations:ask"), request_form(cast))

    assert Consultation.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"body": ""}, {"body": ["相談したいことを入力してください"]}),
        ({"way": ""}, {"way": ["オンラインか訪問かを選んでください"]}),
        ({"theme": ""}, {"theme": ["テーマを選んでください"]}),
        ({"day_1": ""}, {"day_1": ["希望日時を1つ以上、入力してください"]}),
        ({"day_2": "2021-11-08", "part_2": "morning"}, {"day_2": ["第2希望が、ほかの希望と同じです"]}),
        ({"day_1": "2021-13-40"}, {"day_1": ["第1希望の日を「2022-03-31」の形で入力してください"]}),
        ({"day_1": "2021-10-01"}, {"day_1": ["希望日は、明日からあとの日にしてください。"]}),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(signed_in, cast, changes, expected):
    page = signed_in("coordinator").post(reverse("consultations:ask"), request_form(cast, **changes))

    assert (errors_of(page), Consultation.objects.exists()) == (expected, False)
    assert changes.get("body") == "" or "庁舎の改修について" in page.text


def test_an_hour_is_chosen_in_the_table_and_one_that_was_given_is_named(signed_in, cast):
    hour, other = make_hour(cast.advisor), make_hour(cast.advisor, "2021-11-09T10:00+09:00")
    browser, form = signed_in("coordinator"), request_form(cast, day_1="", hour_1=hour.pk)
    shown = browser.get(reverse("consultations:ask"))
    take_hour(hour=hour)

    refused = browser.post(reverse("consultations:ask"), form)
    browser.post(reverse("consultations:ask"), form | {"hour_1": other.pk})

    assert f'name="hour_1" value="{hour.pk}"' in shown.text
    sentence = "11月8日（月）10:00は、ほかの自治体の予約が入りました。ほかの日時を選んでください。"
    assert errors_of(refused) == {"hour_1": [sentence]}
    assert refused.text.count(sentence) == 2
    assert [wish.hour for wish in Consultation.objects.get().current_wishes] == [other]


def test_the_error_summary_leads_to_a_control_that_is_there(signed_in, cast):
    hour = make_hour(cast.advisor)
    make_hour(cast.advisor, "2021-11-09T10:00+09:00")
    take_hour(hour=hour)

    page = signed_in("coordinator").post(
        reverse("consultations:ask"), request_form(cast, day_1="2021-11-08", hour_2=hour.pk, body="")
    )

    targets = re.findall(r'<a href="#(id_[a-z0-9_]+)">', page.text)
    assert targets == [target for target in targets if f'id="{target}"' in page.text]
    assert len(targets) == 2


def test_the_form_left_open_past_sign_out_keeps_what_was_typed(client, cast):
    client.post(reverse("consultations:ask"), request_form(cast, body="途中まで書いた相談"))
    client.force_login(cast.coordinator)

    page = client.get(reverse("consultations:ask"))

    assert ("途中まで書いた相談" in page.text, "入力内容は残っています。" in page.text) == (True, True)


def test_staff_in_no_department_name_theirs_and_go_on(client, cast):
    cast.coordinator  # noqa: B018 - whose enrolment makes 立川市 an enrolled municipality
    newcomer = User.objects.create_user("new@test.example", name="見本 新", municipality=cast.coordinator.municipality)
    client.force_login(newcomer)
    address = reverse("consultations:ask")

    asked = client.get(address)
    page = client.post(
        address,
        {"department_name": "防災課", "field": "disaster", "name": "見本 新", "kana": ""},
        follow=True,
    )

    assert ("はじめに、所属をお知らせください" in asked.text, "希望日時（第3希望まで）" in page.text) == (True, True)
    assert [str(person.department) for person in newcomer.participants.all()] == ["立川市 防災課"]


def test_the_warning_tells_that_the_municipality_asked_and_nothing_else(signed_in, cast):
    ask(cast.coordinator, body="ほかの部署には見せない相談")
    other = User.objects.create_user("bosai@test.example", name="防災", municipality=cast.coordinator.municipality)
    _join(other, "防災課")
    client = signed_in("coordinator")
    client.force_login(other)

    page = client.get(reverse("consultations:ask"))
    index = client.get(INDEX)

    assert "立川市は、今年度すでに個別相談を申し込んでいます" in page.text
    assert "ほかの部署には見せない相談" not in page.text + index.text


def _join(user, name):
    return name_department(department_name=name, field="disaster", name=user.name, by=user)


def test_several_topics_are_wished_for_on_one_page(signed_in, cast):
    call = make_call()
    first, last = topic_of(call, "F"), topic_of(call, "O")
    browser, address = signed_in("coordinator"), reverse("consultations:wish", args=[call.pk])
    form = {"department": department_of(cast.coordinator).pk, "way": "visit", f"topic_{first.pk}": "on"}

    half = browser.post(address, form | {f"topic_{last.pk}": "on", f"use_{first.pk}": "活用する"})
    whole = browser.post(
        address, form | {f"topic_{last.pk}": "on", f"use_{first.pk}": "活用する", f"use_{last.pk}": "使う"}, follow=True
    )
    again = browser.get(address)

    assert errors_of(half) == {f"use_{last.pk}": ["Oを希望する理由と、活用の見込みを入力してください"]}
    assert "2件の希望を受け付けました。" in whole.text
    assert again.text.count("すでに希望しています") == 2


def test_a_call_without_a_choice_says_so(signed_in, cast):
    call = make_call()
    form = {"department": department_of(cast.coordinator).pk, "way": "visit"}

    page = signed_in("coordinator").post(reverse("consultations:wish", args=[call.pk]), form)

    assert list(errors_of(page).values()) == [["希望するメニューを選んでください"]]


def test_a_call_that_is_not_announced_is_unknown(signed_in, cast):
    call = make_call(is_announced=False)

    answers = {
        actor: signed_in(actor).get(call.get_absolute_url()).status_code for actor in ("coordinator", "organiser")
    }
    office = signed_in("secretariat").get(call.get_absolute_url()).status_code

    assert (answers, office) == ({"coordinator": 404, "organiser": 404}, 200)


def test_an_advisor_cuts_a_stretch_of_a_day_into_hours(signed_in, cast):
    form = {"day": "2021-11-08", "start": "13:00", "end": "15:30", "length": "60", "way": "either"}
    browser = signed_in("advisor")

    browser.post(reverse("consultations:hour-list"), form)
    again = browser.post(reverse("consultations:hour-list"), form)

    assert [hour.when_in_words for hour in OfferedHour.objects.all()] == [
        "11月8日（月）13:00〜14:00",
        "11月8日（月）14:00〜15:00",
    ]
    assert errors_of(again) == {"day": ["11月8日（月）13:00〜14:00は、すでに登録した日時と重なっています。"]}


def test_another_advisors_hour_is_unknown(signed_in, cast):
    hour = make_hour(User.objects.create_user("second@test.example"))

    answer = signed_in("advisor").post(reverse("consultations:hour-withdraw", args=[hour.pk]))

    assert (answer.status_code, OfferedHour.objects.get().withdrawn_at) == (404, None)


def test_an_advisor_writes_down_what_came_of_the_consultation(signed_in, cast, clock):
    one = ask(cast.coordinator)
    fix(one, cast.secretariat, cast.advisor)
    browser, address = signed_in("advisor"), reverse("consultations:record", args=[one.pk])
    early = browser.get(address).status_code
    clock.move_to("2021-11-08T10:30+09:00")
    signed_in("advisor")

    listed = browser.get(reverse("consultations:assigned-list")).text
    browser.post(address, {"private_record": RECORD, "shared_note": NOTE, "title": "題名", "summary": SUMMARY})

    one.refresh_from_db()
    assert (early, one.get_absolute_url() in listed, one.state, one.summary.title) == (403, True, "held", "題名")


def test_a_department_answers_about_the_summary(signed_in, cast, clock):
    one = ask(cast.coordinator)
    fix(one, cast.secretariat)
    clock.move_to("2021-11-08T12:00+09:00")
    share(hold(one, cast.secretariat, summary="一行目\n二行目"), cast.secretariat)
    browser, address = signed_in("participant"), reverse("consultations:summary-agree", args=[one.pk])
    tasks = browser.get("/my/").text

    browser.post(address, {"agreement": "unnamed", "seen": "一行目\r\n二行目"})

    assert ("要約を掲載してよいか、お答えください" in tasks, Summary.objects.get().agreement) == (True, "unnamed")


def test_the_calendar_file_is_the_departments_alone_and_is_kept_nowhere(signed_in, cast):
    one = ask(cast.coordinator)
    fix(one, cast.secretariat)

    answer = signed_in("participant").get(reverse("consultations:calendar", args=[one.pk]))

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/calendar; charset=utf-8", "private, no-store")
    assert "STATUS:CONFIRMED" in answer.text


def test_a_consultation_without_a_date_has_no_calendar_file(signed_in, cast):
    one = ask(cast.coordinator)

    assert signed_in("coordinator").get(reverse("consultations:calendar", args=[one.pk])).status_code == 404


def test_my_page_asks_for_the_dates_of_what_was_selected(signed_in, cast):
    call = make_call()
    (one,) = wish(cast.coordinator, call)
    is_over(call)
    weigh_wish(consultation=one, fits={}, is_selected=True, by=cast.secretariat)
    publish_result(call=call, by=cast.secretariat)
    browser = signed_in("coordinator")

    before = browser.get("/my/").text
    browser.post(reverse("consultations:rebook", args=[one.pk]), {"day_1": "2021-11-20", "part_1": "any"})

    words = "選定された個別相談の希望日時をお知らせください"
    assert (words in before, words in browser.get("/my/").text) == (True, False)


def hostile() -> str:
    return "<script>alert(1)</script>\u202e{{ 7 }}"


def test_hostile_text_is_shown_as_it_was_written(signed_in, cast):
    one = ask(cast.coordinator, body=hostile())

    text = signed_in("coordinator").get(one.get_absolute_url()).text

    assert ("<script>alert" in text, "&lt;script&gt;alert(1)" in text) == (False, True)


def test_a_hundred_thousand_characters_are_refused_and_stay_in_the_form(signed_in, cast):
    page = signed_in("coordinator").post(reverse("consultations:ask"), request_form(cast, body="あ" * 100_000))

    assert (list(errors_of(page)), "あ" * 100_000 in page.text) == (["body"], True)
