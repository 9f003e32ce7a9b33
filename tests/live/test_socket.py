"""The socket and the waiting poll, through the real ASGI application."""

import asyncio
import json
import random
import time
from http.cookies import SimpleCookie
from types import SimpleNamespace

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client

from config.asgi import application
from sessions.live import hub as hubs
from sessions.live.actions.entering import accept_promises, enter_room
from sessions.live.actions.keeping import open_room
from sessions.live.actions.messages import post_message
from sessions.models import StudySession
from tests.factories.cast import Cast
from tests.live.conftest import CODE
from tests.parallel import leaving_no_trace
from tests.parallel import real_commits as _django_db_helper  # noqa: F401 - sockets see what is committed

MODELS = (
    "studygroup.User",
    "account.EmailAddress",
    "studygroup.Department",
    "studygroup.Participant",
    "enrolment.Enrolment",
    "sessions.Session",
    "live.LiveRoom",
    "live.Stream",
    "live.RoomMember",
    "live.Presence",
    "live.Message",
    "live.Event",
)


@pytest.fixture
def live(db, settings):
    """An open room with a participant who may write, committed; removed afterwards."""
    settings.DEMO = True
    with leaving_no_trace(*MODELS):
        cast = Cast()
        room = open_room(study_session=StudySession.objects.get(code=CODE), by=cast.secretariat)
        anna = enter_room(room=room, by=cast.participant)
        accept_promises(shown_as="full", by=anna)
        yield SimpleNamespace(cast=cast, room=room, anna=anna)


def cookie_of(user) -> bytes:
    browser = Client()
    browser.force_login(user)
    cookies = SimpleCookie(browser.cookies)
    return f"{django_settings.SESSION_COOKIE_NAME}={cookies[django_settings.SESSION_COOKIE_NAME].value}".encode()


def scope_of(kind, cookie=b"", address="socket", query="after=0", origin=b"http://localhost:8000", **more):
    headers = [(b"host", b"localhost:8000"), (b"cookie", cookie)]
    headers += [(b"origin", origin)] if origin else []
    return {
        "type": kind,
        "path": f"/live/{CODE}/{address}",
        "query_string": query.encode(),
        "headers": headers,
        **more,
    }


class Socket:
    """A reader's socket: `async with Socket(cookie) as socket`."""

    def __init__(self, cookie=b"", **details):
        self.wire = ApplicationCommunicator(application, scope_of("websocket", cookie, **details))

    async def __aenter__(self):
        await self.wire.send_input({"type": "websocket.connect"})
        self.answer = (await self.wire.receive_output(5))["type"]
        return self

    async def __aexit__(self, *_):
        if not self.wire.future.done():
            await self.wire.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wire.wait(5)

    async def events(self, count):
        """The numbers of the next `count` events."""
        found = []
        while len(found) < count:
            frame = json.loads((await self.wire.receive_output(5))["text"])
            if "seq" in frame:
                found.append(frame["seq"])
        return found

    async def joined(self):
        """The beat that tells that what comes now comes as it happens."""
        assert "beat" in json.loads((await self.wire.receive_output(5))["text"])

    async def closing_code(self):
        while True:
            message = await self.wire.receive_output(8)
            if message["type"] == "websocket.close":
                return message["code"]


def say(live, text="こんにちは", **details):
    return post_message(room=live.room, text=text, by=live.anna, **details)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """The hub looks every twentieth of a second, so that a test waits for nothing."""
    monkeypatch.setattr(hubs, "TICK", 0.05)


@pytest.fixture(autouse=True)
async def _hub_ends():
    yield
    hub = hubs.current_hub()
    for relay in hub.relays.values():
        if relay.subscription:
            relay.subscription.cancel()
    if hub.watch:
        hub.watch.cancel()
        await asyncio.wait({hub.watch}, timeout=2)


async def test_a_reader_gets_what_was_and_what_comes_once_and_in_order(live):
    for number in range(3):
        await sync_to_async(say)(live, str(number))

    async with Socket(await sync_to_async(cookie_of)(live.cast.participant)) as socket:
        for number in range(3):
            await sync_to_async(say)(live, str(number))
        heard = await socket.events(7)

    assert heard == [1, 2, 3, 4, 5, 6, 7]


async def test_a_reader_who_comes_back_gets_what_it_missed(live):
    for number in range(3):
        await sync_to_async(say)(live, str(number))

    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), query="after=2") as socket:
        heard = await socket.events(2)

    assert heard == [3, 4]


async def test_frames_that_the_layer_lost_are_read_from_the_database(live, monkeypatch):
    monkeypatch.setattr("sessions.live.events.publish", lambda event: None)

    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), query="after=1") as socket:
        for number in range(5):
            await sync_to_async(say)(live, str(number))
        heard = await socket.events(5)

    assert heard == [2, 3, 4, 5, 6]


async def test_without_the_look_at_the_database_lost_frames_stay_lost(live, monkeypatch):
    """The counter-test: the layer alone is not enough."""
    monkeypatch.setattr("sessions.live.events.publish", lambda event: None)
    monkeypatch.setattr(hubs, "TICK", 60)

    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), query="after=1") as socket:
        await socket.joined()
        await sync_to_async(say)(live)

        assert await socket.wire.receive_nothing(0.5)


async def test_a_frame_that_overtook_another_is_put_in_its_place(live, monkeypatch):
    monkeypatch.setattr("sessions.live.events.publish", lambda event: None)
    monkeypatch.setattr(hubs, "TICK", 60)
    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), query="after=1") as socket:
        await socket.joined()
        events = [await sync_to_async(say)(live, str(number)) for number in range(3)]
        relay = await hubs.current_hub().relay_of(events[0].stream_id)

        for event in (events[2], events[0], events[2], events[1]):
            await relay.hear_of(event.seq, hubs.frame_of(event))
        heard = await socket.events(3)

        assert heard == [2, 3, 4]
        assert await socket.wire.receive_nothing(0.05)


async def test_what_is_said_while_somebody_joins_reaches_them_once(live, monkeypatch):
    """The relay forgets nobody who is still reading what was, and hands over no event that they have read."""
    read_frames, seqs = hubs.read_frames, []

    def slowly(stream_id, after):
        if after == 0:
            say(live, "ちょうどいま")
            time.sleep(0.3)
        return read_frames(stream_id, after)

    monkeypatch.setattr(hubs, "read_frames", slowly)

    async with Socket(await sync_to_async(cookie_of)(live.cast.participant)) as socket:
        seqs += await socket.events(2)
        await sync_to_async(say)(live)
        seqs += await socket.events(1)

    assert seqs == [1, 2, 3]


@pytest.mark.parametrize("origin", [b"https://elsewhere.example", None])
async def test_a_foreign_or_missing_origin_is_refused(live, origin):
    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), origin=origin) as socket:
        assert socket.answer == "websocket.close"


@pytest.mark.parametrize(
    ("actor", "query", "answer"),
    [
        ("anonymous", "after=0", "websocket.close"),
        ("other", "after=0", "websocket.close"),
        ("suspended", "after=0", "websocket.close"),
        ("participant", "after=0", "websocket.accept"),
        ("participant", "after=0&stream=desk", "websocket.close"),
        ("participant", "after=0&stream=group-1", "websocket.close"),
        ("advisor", "after=0&stream=desk", "websocket.close"),
        ("secretariat", "after=0&stream=desk", "websocket.accept"),
    ],
)
async def test_a_socket_is_for_whoever_may_read_the_stream(live, actor, query, answer):
    cookie = b"" if actor == "anonymous" else await sync_to_async(lambda: cookie_of(live.cast[actor]))()

    async with Socket(cookie, query=query) as socket:
        assert socket.answer == answer


def suspend(live):
    live.anna.participant.suspended_at = live.room.opened_at
    type(live.anna.participant).objects.filter(pk=live.anna.participant_id).update(suspended_at=live.room.opened_at)


def sign_out(live):
    Session.objects.all().delete()


def move_out(live):
    live.anna.participant.department.enrolments.all().delete()


@pytest.mark.parametrize(("change", "code"), [(suspend, 4403), (sign_out, 4401), (move_out, 4403)])
async def test_a_lost_right_ends_the_socket(live, change, code):
    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), query="after=1") as socket:
        await sync_to_async(change)(live)

        assert await socket.closing_code() == code


async def test_a_right_that_stays_keeps_the_socket(live):
    """The counter-test: something else changed about the same person."""
    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), query="after=1") as socket:
        await sync_to_async(live.cast.participant.set_password)("another-password-62")
        await asyncio.sleep(0.4)
        await sync_to_async(say)(live)

        assert await socket.events(1) == [2]


async def test_a_reader_that_talks_is_closed(live):
    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), query="after=1") as socket:
        for _ in range(30):
            await socket.wire.send_input({"type": "websocket.receive", "text": "x"})

        assert await socket.closing_code() == 4429


async def poll(cookie, query):
    """The answer of `GET …/events`, as the process with the sockets gives it."""
    details = {"method": "GET", "http_version": "1.1", "scheme": "http", "client": ["127.0.0.1", 1]}
    scope = scope_of("http", cookie, "events", query, raw_path=b"", server=["localhost", 8000], **details)
    scope["headers"].append((b"accept", b"application/json"))
    wire = ApplicationCommunicator(application, scope)
    await wire.send_input({"type": "http.request", "body": b"", "more_body": False})
    start = await wire.receive_output(10)
    body = b""
    while True:
        part = await wire.receive_output(10)
        body += part.get("body", b"")
        if not part.get("more_body"):
            await wire.wait(5)
            return start["status"], json.loads(body)


async def test_a_waiting_poll_answers_as_soon_as_something_is_said(live):
    cookie = await sync_to_async(cookie_of)(live.cast.participant)
    asking = asyncio.create_task(poll(cookie, "after=1&wait=20"))
    await asyncio.sleep(0.2)
    assert not asking.done()

    await sync_to_async(say)(live)
    status, answer = await asyncio.wait_for(asking, 5)

    assert (status, [event["seq"] for event in answer["events"]]) == (200, [2])


async def test_a_waiting_poll_whose_right_is_lost_is_told_so(live):
    cookie = await sync_to_async(cookie_of)(live.cast.participant)
    asking = asyncio.create_task(poll(cookie, "after=1&wait=20"))
    await asyncio.sleep(0.2)

    await sync_to_async(suspend)(live)
    status, _ = await asyncio.wait_for(asking, 8)

    assert status == 403


async def test_whoever_may_not_wait_is_told_at_once(live):
    cookie = await sync_to_async(lambda: cookie_of(live.cast.other))()

    status, answer = await asyncio.wait_for(poll(cookie, "after=0&wait=20"), 5)

    assert (status, answer["error"]) == (403, "この部屋には、参加登録をした部署の方が入れます。")


# --- Faults: each brings something down; afterwards everyone has everything, once and in order. ---


class Deaf:
    """A reader whose buffer is full: sending to it would have to wait."""

    async def __call__(self, message):
        await asyncio.get_running_loop().create_future()


async def test_a_reader_that_never_reads_is_let_go_and_holds_up_nobody(live):
    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), query="after=1") as socket:
        await socket.joined()
        relay = next(iter(hubs.current_hub().relays.values()))
        deaf = hubs.Reader(next(iter(relay.listeners)).admission, Deaf())
        relay.listeners.add(deaf)

        for number in range(5):
            await sync_to_async(say)(live, str(number))
        heard = await socket.events(5)

    assert (heard, deaf.ended.result()) == ([2, 3, 4, 5, 6], hubs.TOO_SLOW)


async def test_a_socket_that_is_cut_again_and_again_misses_nothing(live):
    cookie, rng, heard = await sync_to_async(cookie_of)(live.cast.participant), random.Random(62), []  # noqa: S311 - repeatable
    for number in range(12):
        await sync_to_async(say)(live, str(number))

    while len(heard) < 13:
        async with Socket(cookie, query=f"after={heard[-1] if heard else 0}") as socket:
            heard += await socket.events(min(rng.randint(1, 4), 13 - len(heard)))

    assert heard == list(range(1, 14))


async def test_a_layer_that_is_away_delays_and_loses_nothing(live, monkeypatch):
    def away():
        raise ConnectionError("Redis is away")

    monkeypatch.setattr(hubs, "get_channel_layer", away)
    monkeypatch.setattr("sessions.live.events.get_channel_layer", away)

    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), query="after=1") as socket:
        await socket.joined()
        for number in range(5):
            await sync_to_async(say)(live, str(number))
        heard = await socket.events(5)

    assert heard == [2, 3, 4, 5, 6]


async def test_a_database_that_was_away_for_a_while_is_caught_up_with(live, monkeypatch):
    last_seqs, failures = hubs.last_seqs, iter(range(8))

    def sometimes(stream_ids):
        if next(failures, None) is not None:
            raise OperationalError("the database is away")
        return last_seqs(stream_ids)

    monkeypatch.setattr("sessions.live.events.publish", lambda event: None)
    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), query="after=1") as socket:
        await socket.joined()
        monkeypatch.setattr(hubs, "last_seqs", sometimes)
        for number in range(3):
            await sync_to_async(say)(live, str(number))
        heard = await socket.events(3)

    assert (heard, next(failures, None)) == ([2, 3, 4], None)


async def test_answers_that_are_lost_make_nothing_double(live):
    """One in four answers does not arrive; the client sends the piece again with the same id."""
    rng, sent = random.Random(62), 0  # noqa: S311 - repeatable
    for number in range(15):
        while True:
            event = await sync_to_async(say)(live, str(number), client_id=f"c{number}")
            sent += 1
            if rng.random() > 0.25:
                break

    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), query="after=1") as socket:
        heard = await socket.events(15)

    assert (heard, event.seq, sent > 15) == (list(range(2, 17)), 16, True)


async def test_without_the_client_s_id_a_lost_answer_doubles(live):
    """The counter-test."""
    for _ in range(2):
        event = await sync_to_async(say)(live, "一度だけのつもり")

    assert event.seq == 3


async def test_a_clock_that_is_ten_minutes_off_changes_no_order(live, clock):
    for minute in ("09:10", "09:00", "09:20", "08:50"):
        clock.move_to(f"2021-10-25T{minute}+09:00")
        await sync_to_async(say)(live, minute)

    async with Socket(await sync_to_async(cookie_of)(live.cast.participant), query="after=1") as socket:
        heard = await socket.events(4)

    assert heard == [2, 3, 4, 5]


async def test_many_connections_opened_and_dropped_leave_nothing_behind(live):
    cookie = await sync_to_async(cookie_of)(live.cast.participant)
    for _ in range(40):
        async with Socket(cookie, query="after=1"):
            pass

    listeners = [one for relay in hubs.current_hub().relays.values() for one in relay.listeners]
    assert listeners == []
