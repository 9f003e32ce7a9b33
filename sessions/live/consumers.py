"""Sockets and waiting polls. A socket only relays; a poll waits here, and Django answers it like any other request."""

import asyncio
import re
from urllib.parse import parse_qs

from sessions.live.entrance import Pass, admit, session_key_of
from sessions.live.hub import PATIENCE, RESTARTED, Reader, Waiter, current_hub, in_thread

ADDRESS = re.compile(r"^/live/(?P<code>[-\w]+)/(?P<what>socket|events)$")
LONGEST_WAIT = 25.0
MOST_FRAMES = 20  # a reader has nothing to say here: what a browser sends by itself stays far below
TALKATIVE = 4429


async def socket(scope, receive, send):
    """`/live/<code>/socket?after=<seq>&stream=<name>`: every event after `after`, as it comes."""
    await receive()  # websocket.connect
    admission = await _admission(scope, "socket")
    if admission is None:
        await send({"type": "websocket.close"})  # before it was accepted: the server answers 403
        return
    await send({"type": "websocket.accept"})
    reader = Reader(admission, send)
    hub = current_hub()
    listening = asyncio.create_task(_drain(reader, receive))
    try:
        joining = asyncio.create_task(hub.join(reader, _number(scope, "after")))
        joining.add_done_callback(lambda task: task.cancelled() or (task.exception() and reader.end(RESTARTED)))
        await asyncio.wait({joining, reader.ended}, return_when=asyncio.FIRST_COMPLETED)
        joining.cancel()
        code = await reader.ended
        if code:
            await asyncio.wait_for(send({"type": "websocket.close", "code": code}), PATIENCE)
    except (OSError, RuntimeError, TimeoutError):
        pass  # gone, or it never reads: the server drops the connection when we return
    finally:
        listening.cancel()
        hub.leave(reader)


async def _drain(reader: Reader, receive) -> None:
    """Until the reader goes, or talks more than a reader does."""
    for _ in range(MOST_FRAMES):
        message = await receive()
        if message["type"] == "websocket.disconnect":
            reader.end(0)
            return
    reader.end(TALKATIVE)


def waiting_polls(application):
    """An ASGI application that holds `GET /live/<code>/events?after=…&wait=…` back until there is something to answer.

    Whoever may not wait is not held back: Django answers why.
    """

    async def answer(scope, receive, send):
        wait = min(_number(scope, "wait"), LONGEST_WAIT)
        if wait <= 0 or scope["method"] != "GET":
            return await application(scope, receive, send)
        admission = await _admission(scope, "events")
        if admission is None:
            return await application(scope, receive, send)
        request = await receive()
        if not await _wait(admission, _number(scope, "after"), wait, receive):
            return None  # the reader has gone
        return await application(scope, _again(request, receive), send)

    return answer


async def _wait(admission: Pass, after: int, seconds: float, receive) -> bool:
    """Wait for an event; False if the connection ended first."""
    waiter, hub = Waiter(admission), current_hub()
    going = asyncio.create_task(receive())
    waiting = asyncio.create_task(hub.wait(waiter, after, seconds))
    await asyncio.wait({going, waiting}, return_when=asyncio.FIRST_COMPLETED)
    has_gone = going.done() and not waiting.done()
    going.cancel()
    waiting.cancel()
    hub.leave(waiter)
    return not has_gone


def _again(request, receive):
    """`receive` that gives the request, which was taken to see the connection end, once more."""
    kept = [request]

    async def receive_again():
        return kept.pop() if kept else await receive()

    return receive_again


async def _admission(scope, what: str) -> Pass | None:
    address = ADDRESS.match(scope["path"])
    if address is None or address["what"] != what:
        return None
    stream = _query(scope).get("stream", [""])[0]
    answer = await in_thread(admit)(session_key_of(scope["headers"]), address["code"], stream)
    return answer if isinstance(answer, Pass) else None


def _query(scope) -> dict[str, list[str]]:
    return parse_qs(scope["query_string"].decode("latin-1"))


def _number(scope, name: str) -> int:
    """A whole number of the query, zero if it is none."""
    digits = _query(scope).get(name, ["0"])[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
