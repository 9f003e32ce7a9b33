"""The office's screens: who opens them, what each button does, and what is refused beside its field."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from qna.consultations.models import Call, Consultation, Meeting, Topic
from qna.models import Question
from studygroup.slots import sections
from tests.factories.cast import ACTORS
from tests.factories.consultations import RECORD, SUMMARY, ask, fix, hold, is_over, make_call, make_hour, share, wish

pytestmark = pytest.mark.django_db

ACTS = ("take-on", "defer", "cancel", "note", "weigh", "question", "record", "share", "publish", "withdraw")


def of(name: str, thing) -> str:
    return reverse(f"consultation_board:{name}", args=[thing.pk])


def state_of(thing) -> str:
    return Consultation.objects.get(pk=thing.pk).state


@pytest.fixture
def office(signed_in):
    return signed_in("secretariat")


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "secretariat"])
def test_nobody_else_opens_a_screen_or_presses_a_button(client, signed_in, cast, actor):
    one, call = ask(cast.coordinator), make_call()
    if actor != "anonymous":
        signed_in(actor)
    screens = [of("inspect", one), of("arrange", one), reverse("consultation_board:index")]
    screens += [
        reverse("consultation_hours:index"),
        *(reverse(f"call:{name}", args=[call.pk]) for name in ("board", "result")),
    ]
    buttons = [*(of(name, one) for name in (*ACTS, "arrange")), reverse("call:result", args=[call.pk])]
    data = {"reason": "x", "note": "x", "day": "2021-11-08", "start": "10:00", "end": "11:00", "way": "online"}

    answers = {client.get(screen).status_code for screen in screens}
    answers |= {client.post(button, data).status_code for button in buttons}

    assert answers == {302}
    assert (state_of(one), Meeting.objects.exists(), Call.objects.get().has_result) == ("received", False, False)


def test_the_board_stands_by_state_with_ages_and_warnings(office, cast, clock):
    first, second = ask(cast.coordinator), ask(cast.participant)
    fix(second, cast.secretariat)
    clock.move_to("2021-10-28T09:00+09:00")

    page = office.get(reverse("consultation_board:index"))

    columns = {column.key: [row.consultation.pk for row in column.rows] for column in page.context["columns"]}
    assert (columns["received"], columns["arranged"]) == ([first.pk], [second.pk])
    assert (page.text.count("今年度ほかに1件"), page.text.count("<td>3日</td>")) == (2, 2)


def test_a_request_goes_the_whole_way_by_the_buttons(office, signed_in, cast, clock):
    one, hour = ask(cast.coordinator), make_hour(cast.advisor)
    office.post(of("take-on", one))
    taken = state_of(one)
    office.post(of("arrange", one), {"hour": hour.pk, "way": "online", "place": "https://meet.example/1"})
    arranged = state_of(one)
    clock.move_to("2021-11-08T12:00+09:00")
    signed_in("secretariat")
    office.post(of("record", one), {"private_record": RECORD, "title": "題名", "summary": SUMMARY})
    held = state_of(one)
    office.post(of("share", one))
    early = office.post(of("publish", one), follow=True)
    signed_in("coordinator").post(
        reverse("consultations:summary-agree", args=[one.pk]), {"agreement": "named", "seen": SUMMARY}
    )
    signed_in("secretariat").post(of("publish", one))
    published = state_of(one)
    office.post(of("withdraw", one))

    assert (taken, arranged, held, published, state_of(one)) == ("arranging", "arranged", "held", "published", "held")
    assert "部署が掲載に同意していません。" in early.text


@pytest.mark.parametrize(("act", "error"), [("defer", "見送る理由"), ("cancel", "取り消す理由")])
def test_a_reason_that_is_missing_is_asked_for_on_the_same_page(office, cast, act, error):
    one = ask(cast.coordinator)

    page = office.post(of(act, one), {"reason": ""})

    assert (page.status_code, f"{error}を入力してください" in page.text, state_of(one)) == (422, True, "received")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "day"),
        ({"day": "2021-11-08", "start": "11:00", "end": "10:00"}, "end"),
        ({"day": "2021-10-01", "start": "10:00", "end": "11:00"}, "day"),
        ({"hour": "hour"}, "hour"),
    ],
)
def test_a_date_that_does_not_hold_is_refused_beside_its_field(office, cast, data, field):
    one, hour = ask(cast.coordinator), make_hour(cast.advisor, way="visit")
    data = data | ({"hour": hour.pk} if "hour" in data else {})

    page = office.post(of("arrange", one), data | {"way": "online"})

    assert (page.status_code, list(page.context["form"].errors), Meeting.objects.exists()) == (422, [field], False)


def test_an_hour_that_the_department_wished_for_is_marked(office, cast):
    make_hour(cast.advisor, "2021-11-09T10:00+09:00")
    hour = make_hour(cast.advisor)
    one = ask(cast.coordinator)
    one.date_wishes.all().delete()
    one.date_wishes.create(rank=1, hour=hour)

    page = office.get(of("arrange", one))

    offered = [label for key, label in page.context["form"].fields["hour"].choices if key]
    assert [label.startswith("【第1希望】") for label in offered] == [True, False]


def test_the_office_moves_a_date_with_a_reason(office, cast):
    one = ask(cast.coordinator)
    fix(one, cast.secretariat)
    data = {
        "day": "2021-11-12",
        "start": "14:00",
        "end": "15:00",
        "way": "visit",
        "reason": "会場の都合",
        "advisor": "",
    }

    office.post(of("arrange", one), data)
    page = office.get(of("inspect", one))

    assert "会場の都合" in page.text
    assert [meeting.cancelled_at is None for meeting in one.meetings.all()] == [False, True]


def test_a_call_is_weighed_decided_and_published_and_a_deferred_wish_asked_on(office, cast):
    call = make_call()
    taken, left = wish(cast.coordinator, call, "FN")
    is_over(call)
    first, _ = call.criteria.all()
    office.post(of("weigh", taken), {f"fit_{first.pk}": "yes", "decision": "selected"})
    refused = office.post(of("weigh", left), {"decision": "deferred", "reason": ""})
    early = office.post(reverse("call:result", args=[call.pk]), {"note": ""})
    office.post(
        of("weigh", left), {"decision": "deferred", "reason": "時期が合わないため", "note": "来年度に声をかける"}
    )
    board = office.get(reverse("call:board", args=[call.pk]))
    preview = office.get(reverse("call:result", args=[call.pk]))
    office.post(reverse("call:result", args=[call.pk]), {"note": "ありがとうございました。"})
    office.post(of("question", left))

    assert (refused.status_code, early.status_code) == (422, 422)
    assert [(row.fits, row.decision) for row in board.context["rows"]] == [(["○", ""], "選定"), (["", ""], "見送り")]
    assert ("立川市" in preview.text, "時期が合わないため" in preview.text) == (True, True)
    assert (state_of(taken), state_of(left), Question.objects.count()) == ("arranging", "deferred", 1)


def call_form(topics=(("A", "計画"),), **changes) -> dict:
    rows = [{"letter": letter, "title": title, "description": ""} for letter, title in topics]
    without_menu = changes.pop("without_menu", False)
    fields = {
        "title": "冬の個別支援",
        "fiscal_year": "2021",
        "description": "案内",
        "opens_on": "2021-12-01",
        "closes_on": "2021-12-10",
        "result_planned_on": "",
        "is_announced": "on",
        "topics": inline_formset([] if without_menu else rows),
        "criteria": inline_formset([{"text": "今年度に活用する"}]),
    }
    return nested_form_data(fields | changes)


def test_the_office_makes_a_call_with_its_menu(office):
    office.post(reverse("call:add"), call_form(topics=(("A", "計画"), ("B", "施設"))))

    call = Call.objects.get()
    assert [str(topic) for topic in call.topics.all()] == ["A　計画", "B　施設"]
    assert (call.opens_on, call.state_in_words, call.criteria.count()) == (date(2021, 12, 1), "受付前", 1)


@pytest.mark.parametrize(
    "changes",
    [{"closes_on": "2021-11-30"}, {"result_planned_on": "2021-12-10"}, {"without_menu": True}],
)
def test_a_call_that_cannot_be_is_refused(office, changes):
    page = office.post(reverse("call:add"), call_form(**changes))

    assert (page.status_code, Call.objects.exists()) == (200, False)


def test_a_topic_that_was_wished_for_stays_on_the_menu(office, cast):
    call = make_call("F")
    wish(cast.coordinator, call, "F")
    topic = call.topics.get()
    row = {"id": str(topic.pk), "letter": "F", "title": topic.title, "description": "", "DELETE": "on"}
    other = {"letter": "G", "title": "別のメニュー", "description": ""}

    page = office.post(reverse("call:edit", args=[call.pk]), call_form(topics=()) | _rows("topics", [row, other], 1))

    assert f"メニュー「{topic}」には希望が出ているので、削除できません。" in page.text
    assert list(Topic.objects.filter(call=call).values_list("letter", flat=True)) == ["F"]


def _rows(name: str, rows: list[dict], initial: int) -> dict:
    return nested_form_data({name: inline_formset(rows, initial=initial)})


def test_the_worklist_counts_what_waits(cast, clock, settings):
    settings.DEMO = True
    ask(cast.coordinator)
    over = make_call()
    wish(cast.coordinator, over)
    fix(ask(cast.other), cast.secretariat)
    is_over(over)
    clock.move_to("2021-11-09T09:00+09:00")

    found = {
        section.context["label"]: section.context["count"]
        for section in sections("desk_worklist", cast.secretariat)
        if "個別" in section.context.get("label", "")
    }

    assert found == {"日時を決める個別相談": 1, "記録を待つ個別相談": 1, "選定を待つ個別支援の募集": 1}
    assert not [one for one in sections("desk_worklist", cast.organiser) if "個別" in one.context.get("label", "")]


def test_a_held_consultation_is_shown_with_its_record(signed_in, cast, clock):
    one = ask(cast.coordinator)
    fix(one, cast.secretariat)
    clock.move_to("2021-11-08T12:00+09:00")
    share(hold(one, cast.secretariat), cast.secretariat)

    page = signed_in("secretariat").get(of("inspect", one))

    assert (RECORD in page.text, "部署の確認待ち" in page.text) == (True, True)
