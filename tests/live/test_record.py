"""What a closed room leaves, and who finds it."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from sessions.live.actions.exporting import export_record
from sessions.live.actions.keeping import close_room, tie_recording
from sessions.live.actions.messages import hide_message, post_message
from sessions.live.actions.questions import ask_question
from sessions.live.actions.retention import forget_presences
from sessions.live.models import LiveRoom, Message, Presence
from sessions.live.record import timeline
from tests.factories.cast import ACTORS

INSIDE = {"participant", "coordinator", "advisor", "secretariat", "organiser"}


@pytest.fixture
def closed(room, member, clock):
    """A room with two messages, one of them hidden, and a question without a name."""
    anna, office = member("participant"), member("secretariat")
    post_message(room=room, text="太陽光のことば", by=anna)
    post_message(room=room, text="隠したことば", by=anna)
    hide_message(message=Message.objects.latest("pk"), reason="確認", by=office)
    clock.move_to("2021-10-25T09:05+09:00")
    ask_question(room=room, text="名前を出さない問い", is_anonymous=True, by=anna)
    close_room(room=room, by=office)
    return LiveRoom.objects.get(pk=room.pk)


def test_the_record_has_what_readers_may_see_in_order(closed):
    assert [(entry.kind, entry.author, entry.text) for entry in timeline(closed)] == [
        ("message", "立川市 環境課 participant", "太陽光のことば"),
        ("question", "匿名", "名前を出さない問い"),
    ]


def test_the_record_is_tied_to_the_recording_by_one_moment(closed, member):
    tie_recording(room=closed, recording_from=closed.opened_at + timedelta(minutes=1), by=member("secretariat"))

    assert [entry.second for entry in timeline(LiveRoom.objects.get())] == [None, 240]


@pytest.mark.parametrize("actor", ACTORS)
def test_the_record_is_on_the_session_s_page_for_whoever_may_enter(closed, client, cast, settings, actor):
    settings.DEMO = True
    if actor != "anonymous":
        client.force_login(cast[actor])

    page = client.get(closed.study_session.url).content.decode()

    assert ("太陽光のことば" in page) == (actor in INSIDE)


@pytest.mark.parametrize("actor", ACTORS)
def test_a_search_finds_the_record_for_whoever_may_enter(closed, client, cast, settings, actor):
    settings.DEMO = True
    if actor != "anonymous":
        client.force_login(cast[actor])

    page = client.get("/search/?q=太陽光のことば").content.decode()

    assert ("2021-2/#m-" in page) == (actor in INSIDE)


@pytest.mark.parametrize("words", ["隠したことば"])
def test_a_search_does_not_find_what_was_hidden(closed, sign_in, words):
    assert "2021-2/#m-" not in sign_in("participant").get(f"/search/?q={words}").content.decode()


def test_what_is_hidden_after_closing_is_found_no_more(closed, sign_in, member):
    hide_message(message=Message.objects.get(text="太陽光のことば"), reason="確認", by=member("secretariat"))

    assert "2021-2/#m-" not in sign_in("participant").get("/search/?q=太陽光のことば").content.decode()


def test_the_office_takes_everything_as_xlsx(closed, member):
    sheet = load_workbook(BytesIO(export_record(room=closed, by=member("secretariat")))).active

    rows = [(row[1].value, row[2].value, row[3].value) for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        ("発言", "立川市 環境課 participant", "太陽光のことば"),
        ("発言", "立川市 環境課 participant", "隠したことば"),
        ("質問", "立川市 環境課 participant（匿名）", "名前を出さない問い"),
    ]


def test_stretches_of_presence_go_after_their_time(member, clock):
    Presence.objects.create(member=member("participant"))
    clock.move_to("2022-10-27T09:00+09:00")

    assert (forget_presences(), Presence.objects.count()) == (1, 0)
