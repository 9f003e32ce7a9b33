"""What the pages of consultations show to whom, and at what price."""

import pytest

from qna.consultations.actions.arranging import Date
from qna.consultations.actions.asking import WishedDate
from qna.consultations.actions.sorting import publish_result, weigh_wish
from qna.consultations.models import Consultation, Summary
from tests.factories.consultations import (
    NOTE,
    RECORD,
    SUMMARY,
    ask,
    fix,
    hold,
    is_over,
    make_call,
    make_hour,
    share,
    wish,
)

pytestmark = pytest.mark.django_db

INDEX = "/consultations/"
PARTS = ("", "calendar.ics", "cancel/", "rebook/", "record/", "summary/")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("actor", ["staff", "other", "advisor", "organiser", "suspended"])
def test_what_belongs_to_one_department_is_unknown_to_others(signed_in, cast, clock, actor, part):
    one = ask(cast.coordinator)
    fix(one, cast.secretariat)
    clock.move_to("2021-11-08T12:00+09:00")
    share(hold(one, cast.secretariat), cast.secretariat)
    browser = signed_in(actor)
    address = f"{one.get_absolute_url()}{part}"

    answers = browser.get(address).status_code, browser.post(address).status_code

    expected = 405 if part in ("", "calendar.ics") else 404
    assert answers == (404, expected)


def test_each_reads_of_a_consultation_what_is_theirs(signed_in, cast, clock):
    one = ask(cast.coordinator)
    Consultation.objects.filter(pk=one.pk).update(office_note="事務局だけの覚え書き")
    fix(one, cast.secretariat, cast.advisor)
    clock.move_to("2021-11-08T12:00+09:00")
    hold(one, cast.advisor)

    seen = {}
    for actor in ("coordinator", "advisor", "secretariat"):
        text = signed_in(actor).get(one.get_absolute_url()).text
        seen[actor] = [words in text for words in (NOTE, RECORD, SUMMARY, "事務局だけの覚え書き")]

    assert seen == {
        "coordinator": [True, False, False, False],
        "advisor": [True, True, True, False],
        "secretariat": [True, True, True, False],
    }


def test_the_decisions_of_a_call_are_not_seen_before_the_result(signed_in, cast):
    call = make_call()
    taken, left = wish(cast.coordinator, call, "FN")
    is_over(call)
    weigh_wish(consultation=taken, fits={}, is_selected=True, by=cast.secretariat)
    weigh_wish(consultation=left, fits={}, is_selected=False, reason="時期が合わないため", by=cast.secretariat)
    browser = signed_in("coordinator")
    pages = [INDEX, call.get_absolute_url(), left.get_absolute_url(), taken.get_absolute_url(), "/my/"]

    before = [browser.get(page).text for page in pages]
    publish_result(call=call, by=cast.secretariat)
    after = [browser.get(page).text for page in pages]

    told = "時期が合わないため"
    assert [told in text or "見送り" in text or "調整中</span>" in text for text in before] == [False] * len(pages)
    assert (told in after[2], "見送り" in after[0], "立川市" in after[1]) == (True, True, True)


LISTS = {
    "index": (INDEX, "coordinator"),
    "summaries": ("/consultations/summaries/", "anonymous"),
    "assigned": ("/consultations/assigned/", "advisor"),
    "hours": ("/consultations/hours/", "advisor"),
    "board": ("/cms/consultation_board/", "secretariat"),
    "call": ("/consultations/calls/{call}/", "coordinator"),
    "call board": ("/cms/call/{call}/board/", "secretariat"),
    "calls": ("/cms/call/", "secretariat"),
    "given hours": ("/cms/consultation_hours/", "secretariat"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_database_as_often_for_three_as_for_one(
    signed_in, client, cast, name, django_assert_max_num_queries
):
    address, actor = LISTS[name]
    call = make_call("FNO")
    address = address.format(call=call.pk)
    if actor != "anonymous":
        signed_in(actor)
    counts = []
    for number, letter in enumerate("FNO"):
        fill(cast, call, letter, number)
        client.get(address)
        with django_assert_max_num_queries(100) as made:
            client.get(f"{address}?fresh={number}")
        counts.append(len(made))

    assert counts[0] == counts[2]


def fill(cast, call, letter: str, number: int) -> None:
    """Another of everything that a list shows."""
    hour = make_hour(cast.advisor, f"2021-11-{10 + number}T10:00+09:00")
    make_hour(cast.advisor, f"2021-11-{20 + number}T10:00+09:00")
    fix(ask(cast.coordinator, wishes=[WishedDate(hour=hour, part="")]), cast.secretariat, date=Date.of_hour(hour))
    wish(cast.coordinator, call, letter)
    published = ask(cast.coordinator)
    Consultation.objects.filter(pk=published.pk).update(state="published")
    Summary.objects.create(
        consultation=published, title="要約", body="文", agreement="named", published_at="2021-10-20T00:00+09:00"
    )
