"""The pages of a room: who comes in, what stands there, and what a form without JavaScript does."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sessions.live.actions.keeping import close_room, prepare_room
from sessions.live.actions.messages import post_message
from sessions.live.models import Message, RoomMember, Vote
from sessions.models import StudySession

HERE = "/live/mitigation-2021-2/"
JSON = {"accept": "application/json"}


def post(client, act, **fields):
    return client.post(f"{HERE}acts/{act}/", fields)


def test_before_it_is_opened_the_room_leads_to_the_lobby(sign_in, db):
    prepare_room(study_session=StudySession.objects.get(code="mitigation-2021-2"))

    answer = sign_in("participant").get(HERE)

    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}lobby/")


def test_days_before_the_office_lets_people_try_their_connection(sign_in, db):
    office = sign_in("secretariat")

    answer = office.post("/live/mitigation-2021-2/open/", {"prepare": "on"})

    assert (answer["Location"], office.get(f"{HERE}lobby/").status_code) == (f"{HERE}lobby/", 200)


def test_a_session_without_a_room_has_none(sign_in):
    assert sign_in("participant").get("/live/mitigation-2021-1/").status_code == 404


@pytest.mark.parametrize(
    ("actor", "way"), [("other", "参加登録をした部署の方が入れます"), ("suspended", "参加登録が停止されているため")]
)
def test_whoever_may_not_enter_is_told_why(sign_in, room, actor, way):
    answer = sign_in(actor).get(HERE)

    assert (answer.status_code, way in answer.content.decode()) == (403, True)


def test_the_promises_are_accepted_once_for_all_rooms(sign_in, room, cast):
    browser = sign_in("participant")
    post(browser, "promises-accept", is_accepted="on", shown_as="department")
    other = prepare_room(study_session=StudySession.objects.get(code="adaptation-2021-2"))

    browser.get("/live/adaptation-2021-2/lobby/")

    member = RoomMember.objects.get(room=other, user=cast.participant)
    assert (member.accepted_at is not None, member.shown_as) == (True, "department")


def test_a_message_without_javascript_leads_back_to_the_plain_room(sign_in, room, member):
    member("participant")

    answer = post(sign_in("participant"), "message-post", text="こんにちは", client_id="k1")

    assert (answer["Location"], Message.objects.get().text) == (f"{HERE}text/", "こんにちは")


def test_a_message_sent_twice_from_the_plain_room_is_one(sign_in, room, member):
    member("participant")
    browser = sign_in("participant")

    for _ in range(2):
        post(browser, "message-post", text="こんにちは", client_id="k1")

    assert Message.objects.count() == 1


def test_what_was_typed_is_kept_when_it_is_refused(sign_in, room, member):
    member("participant")
    close_room(room=room, by=member("secretariat"))

    answer = post(sign_in("participant"), "message-post", text="間に合わなかった言葉")

    page = answer.content.decode()
    assert (answer.status_code, "この部屋は終了しました" in page, "間に合わなかった言葉</textarea>" in page) == (
        403,
        True,
        True,
    )


def test_a_way_back_to_another_host_is_not_taken(sign_in, room, member):
    member("participant")

    answer = post(sign_in("participant"), "message-post", text="あ", next="https://elsewhere.example/")

    assert answer["Location"] == f"{HERE}text/"


def test_the_answer_carries_the_number(sign_in, room, member):
    member("participant")

    answer = sign_in("participant").post(f"{HERE}acts/message-post/", {"text": "あ", "client_id": "k1"}, headers=JSON)

    told = answer.json()
    assert (told["seq"], told["event"]["client_id"], told["event"]["data"]["text"]) == (2, "k1", "あ")


def test_a_message_of_501_characters_is_refused_in_words(sign_in, room, member):
    member("participant")

    answer = sign_in("participant").post(f"{HERE}acts/message-post/", {"text": "あ" * 501}, headers=JSON)

    assert (answer.status_code, answer.json()["error"]) == (400, "500字以内で入力してください。")


@pytest.mark.parametrize("act", ["message-hide", "question-move", "room-close", "poll-add", "member-mute"])
def test_what_is_the_moderators_is_refused_to_others(sign_in, room, member, act):
    anna = member("participant")
    post_message(room=room, text="あ", by=anna)
    fields = {
        "message": Message.objects.get().pk,
        "reason": "x",
        "title": "x",
        "kind": "words",
        "voter": "person",
        "member": anna.pk,
    }

    answer = sign_in("participant").post(f"{HERE}acts/{act}/", fields, headers=JSON)

    assert answer.status_code == (400 if act == "question-move" else 403)


def test_a_question_of_another_room_takes_no_vote(sign_in, room, member):
    member("participant")
    elsewhere = prepare_room(study_session=StudySession.objects.get(code="adaptation-2021-2"))
    question = elsewhere.questions.create(author_name="x", text="よその質問")

    answer = sign_in("participant").post(
        f"{HERE}acts/question-vote/", {"question": question.pk, "is_wanted": "on"}, headers=JSON
    )

    assert (answer.status_code, Vote.objects.count()) == (400, 0)


@pytest.mark.parametrize("stream", ["desk", "group-1", "nothing"])
def test_another_s_stream_is_unknown(sign_in, room, stream):
    assert sign_in("participant").get(f"{HERE}events?stream={stream}").status_code == 404


@pytest.mark.parametrize("query", ["after=-1", "after=x", "after=99999999999999999999", "after=%00", "before=1e9"])
def test_odd_numbers_are_no_trouble(sign_in, room, query):
    assert sign_in("participant").get(f"{HERE}messages?{query}").status_code in (200, 400)


def test_events_after_a_number_are_all_that_came_since(sign_in, room, member):
    anna = member("participant")
    for text in "あいう":
        post_message(room=room, text=text, by=anna)

    told = sign_in("participant").get(f"{HERE}events?after=2").json()

    assert (told["seq"], [event["data"]["text"] for event in told["events"]]) == (4, ["い", "う"])


def test_the_room_begins_with_the_last_fifty_messages(sign_in, room, member):
    anna = member("participant")
    stream = room.streams.get(name="")
    Message.objects.bulk_create(
        Message(room=room, stream=stream, author=anna, author_name="あ", text=str(number)) for number in range(60)
    )

    told = sign_in("participant").get(f"{HERE}state").json()

    texts = [message["text"] for message in told["things"]["message"].values()]
    assert (texts[0], len(texts), told["has_earlier"]) == ("10", 50, True)


def test_earlier_messages_are_paged_back(sign_in, room, member):
    anna = member("participant")
    stream = room.streams.get(name="")
    Message.objects.bulk_create(
        Message(room=room, stream=stream, author=anna, author_name="あ", text=str(number)) for number in range(60)
    )
    before = Message.objects.get(text="10").pk

    told = sign_in("participant").get(f"{HERE}messages?before={before}").json()

    assert ([message["text"] for message in told["messages"]], told["has_earlier"]) == (
        [str(n) for n in range(10)],
        False,
    )


def test_words_in_the_first_state_cannot_end_its_script(sign_in, room, member):
    post_message(room=room, text="</script><script>alert(1)</script>", by=member("participant"))

    page = sign_in("participant").get(HERE).content.decode()

    assert "</script><script>alert" not in page


def test_a_question_waiting_is_not_on_the_wall(sign_in, room, member):
    room.questions.create(author_name="x", text="待っている", state="waiting")

    assert "待っている" not in sign_in("participant").get(f"{HERE}questions/").content.decode()


@pytest.mark.parametrize("path", ["", "text/log/", "console/", "events?after=0", "people"])
def test_a_page_asks_the_room_as_often_for_one_message_as_for_three(sign_in, room, member, path):
    anna, browser = member("participant"), sign_in("secretariat")

    def ask():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(HERE + path).status_code == 200
        return sum('"live_' in query["sql"] for query in queries.captured_queries)

    post_message(room=room, text="一", by=anna)
    room.questions.create(author_name="x", text="問", author=anna)
    ask()
    one = ask()
    for text in ("二", "三"):
        post_message(room=room, text=text, by=anna)
        room.questions.create(author_name="x", text="問", author=anna)

    assert ask() == one


def test_the_state_on_the_page_is_json(sign_in, room):
    page = sign_in("participant").get(HERE).content.decode()

    state = page.partition('id="room-state" type="application/json">')[2].partition("</script>")[0]
    assert json.loads(state)["seq"] == 1
