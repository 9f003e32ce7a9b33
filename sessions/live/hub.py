"""What one process does for all its readers: one subscription a stream, frames passed on in the order of their numbers.

The channel layer brings frames early; the database says what there is. Each second the hub compares the last number of
every stream that is read here with what it has passed on, and reads what is missing. So a frame that was lost, came
twice, or overtook another changes nothing for the readers, whatever became of Redis, a worker or another process.
"""

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from weakref import WeakKeyDictionary

from asgiref.sync import SyncToAsync, sync_to_async
from channels.layers import get_channel_layer
from django.db import Error as DatabaseError
from django.db import connection

from sessions.live.actions.entering import see_members
from sessions.live.entrance import NOT_ALLOWED, Pass, admit, fingerprints
from sessions.live.events import group_of
from sessions.live.models import Event, RoomMember, Stream
from sessions.live.shown import frame_of

logger = logging.getLogger(__name__)
TICK, RIGHTS_EVERY, BEAT_EVERY = 1.0, 3, 15  # seconds; ticks
FRAMES_AT_ONCE = 500
TOO_SLOW, RESTARTED = 4408, 1012
PATIENCE = 5.0

_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="live")


def in_thread(function) -> SyncToAsync:
    """`await in_thread(f)(…)`: a function that asks the database, in a thread of the live room's own few.

    Their connections are kept, whatever CONN_MAX_AGE says; one that failed is opened anew.
    """

    @wraps(function)
    def asking(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except DatabaseError:
            connection.close()
            raise

    return sync_to_async(asking, thread_sensitive=False, executor=_threads)


def read_frames(stream_id: int, after: int) -> list[tuple[int, str]]:
    """The next events after a number, each with its number, at most FRAMES_AT_ONCE."""
    events = Event.objects.filter(stream=stream_id).after(after)[:FRAMES_AT_ONCE]
    return [(event.seq, frame_of(event)) for event in events]


def last_seqs(stream_ids: list[int]) -> dict[int, int]:
    return dict(Stream.objects.filter(pk__in=stream_ids).values_list("pk", "last_seq"))


class Listener:
    """Somebody who waits for a stream, by whatever way: admitted by a pass, and ended with a code."""

    def __init__(self, admission: Pass):
        self.admission = admission
        self.fingerprint: int | None = None
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def end(self, code: int) -> None:
        if not self.ended.done():
            self.ended.set_result(code)

    def hear(self, message: dict) -> None:
        """Take a frame without waiting."""
        raise NotImplementedError


class Waiter(Listener):
    """A waiting poll: any frame ends its waiting."""

    def hear(self, message: dict) -> None:
        self.end(0)


class Reader(Listener):
    """A socket. `send` is the server's: it returns at once, unless the reader's buffer is full."""

    def __init__(self, admission: Pass, send):
        super().__init__(admission)
        self.send = send

    def hear(self, message: dict) -> None:
        """Hand a frame over; a reader for whom the server would have to wait has to come back and read what it missed.

        One step of the coroutine is the whole of it while there is room in the buffer, and costs no task.
        """
        handing_over = self.send(message)
        try:
            handing_over.send(None)
        except StopIteration:
            return
        except (OSError, RuntimeError):  # gone meanwhile
            self.end(0)
            return
        handing_over.close()
        self.end(TOO_SLOW)


class Relay:
    """A stream in this process: how far it was passed on, and to whom."""

    def __init__(self, stream_id: int, seq: int):
        self.stream_id = stream_id
        self.seq = seq
        self.listeners: set[Listener] = set()
        self.joining = 0  # how many read what was, and will listen then
        self.lock = asyncio.Lock()
        self.subscription: asyncio.Task | None = None

    def beat(self, present: int | None) -> dict:
        """How far everyone should be, and about how many are here: for those to whom nothing came."""
        beat = {"beat": self.seq, "present": present}
        return {"type": "websocket.send", "text": json.dumps(beat, separators=(",", ":"))}

    def pass_on(self, seq: int, frame: str) -> None:
        self.seq = seq
        self.say({"type": "websocket.send", "text": frame})

    def say(self, message: dict) -> None:
        """To every listener; whoever was ended by it leaves in their own time."""
        for listener in tuple(self.listeners):
            if listener.ended.done():
                self.listeners.discard(listener)
            else:
                listener.hear(message)

    async def hear_of(self, seq: int, frame: str) -> None:
        """A frame came from the layer: the next one is passed on, a later one makes us read what lies between."""
        async with self.lock:
            if seq == self.seq + 1:
                self.pass_on(seq, frame)
            elif seq > self.seq:
                await self._read_on()

    async def reach(self, seq: int) -> None:
        """Pass on everything up to `seq` that did not come by itself."""
        async with self.lock:
            while self.seq < seq and await self._read_on():
                pass

    async def _read_on(self) -> bool:
        frames = await in_thread(read_frames)(self.stream_id, self.seq)
        for seq, frame in frames:
            self.pass_on(seq, frame)
        return bool(frames)


class Hub:
    """All relays of a process (strictly: of an event loop)."""

    def __init__(self):
        self.relays: dict[int, Relay] = {}
        self.watch: asyncio.Task | None = None

    async def relay_of(self, stream_id: int) -> Relay:
        """The relay of a stream, begun with its first listener."""
        if self.watch is None or self.watch.done():
            self.watch = asyncio.create_task(self._watch())
        if stream_id not in self.relays:
            seq = (await in_thread(last_seqs)([stream_id]))[stream_id]
            if stream_id not in self.relays:  # nobody else began it meanwhile
                self.relays[stream_id] = relay = Relay(stream_id, seq)
                relay.subscription = asyncio.create_task(_subscribe(relay))
        return self.relays[stream_id]

    async def join(self, reader: Reader, after: int) -> None:
        """Everything after `after`, a beat, then everything that comes: nothing twice, nothing left out in between."""
        relay = await self.relay_of(reader.admission.stream_id)
        relay.joining += 1
        try:
            while after < relay.seq:
                for seq, frame in await in_thread(read_frames)(relay.stream_id, after):
                    if seq > relay.seq:
                        break  # the relay will pass it on, to this reader too
                    await reader.send({"type": "websocket.send", "text": frame})
                    after = seq
            relay.listeners.add(reader)
        finally:
            relay.joining -= 1
        reader.hear(relay.beat(None))

    async def wait(self, waiter: Waiter, after: int, seconds: float) -> None:
        """Until there is something after `after`, the time is over, or the right to wait is."""
        relay = await self.relay_of(waiter.admission.stream_id)
        if relay.seq > after:
            return
        relay.listeners.add(waiter)
        try:
            await asyncio.wait({waiter.ended}, timeout=seconds)
        finally:
            relay.listeners.discard(waiter)

    def leave(self, listener: Listener) -> None:
        relay = self.relays.get(listener.admission.stream_id)
        if relay:
            relay.listeners.discard(listener)

    async def _watch(self) -> None:
        tick = 0
        while True:
            await asyncio.sleep(TICK)
            tick += 1
            try:
                await self._look(tick)
            except Exception as error:  # noqa: BLE001 - the database may be away for a while; the watch goes on
                logger.error("the live rooms could not be looked at: %s", error)

    async def _look(self, tick: int) -> None:
        self._forget_idle()
        if not self.relays:
            return
        for stream_id, seq in (await in_thread(last_seqs)(list(self.relays))).items():
            if stream_id in self.relays:
                await self.relays[stream_id].reach(seq)
        if tick % RIGHTS_EVERY == 0:
            await self._check_rights()
        if tick % BEAT_EVERY == 0:
            await self._beat()

    def _forget_idle(self) -> None:
        for stream_id, relay in list(self.relays.items()):
            if not (relay.listeners or relay.joining or relay.lock.locked()):
                del self.relays[stream_id]
                if relay.subscription:
                    relay.subscription.cancel()

    def _listeners(self) -> list[Listener]:
        return [one for relay in self.relays.values() for one in relay.listeners if not one.ended.done()]

    async def _check_rights(self) -> None:
        """End whoever signed out, was suspended, or moved out of the audience; looked at only where a fact changed."""
        listeners = self._listeners()
        now = await in_thread(fingerprints)({one.admission for one in listeners})
        for listener in listeners:
            was, listener.fingerprint = listener.fingerprint, now[listener.admission]
            if was == listener.fingerprint:
                continue
            admission = listener.admission
            answer = await in_thread(admit)(admission.session_key, *admission.address)
            if isinstance(answer, int):
                listener.end(answer)
            elif answer.stream_id != admission.stream_id:
                listener.end(NOT_ALLOWED)

    async def _beat(self) -> None:
        await in_thread(see_members)(members=list({one.admission.member_id for one in self._listeners()}))
        for relay in list(self.relays.values()):
            beat = relay.beat(await in_thread(count_present)(relay.stream_id))
            for listener in tuple(relay.listeners):
                if isinstance(listener, Reader) and not listener.ended.done():
                    listener.hear(beat)


def count_present(stream_id: int) -> int:
    """About how many people of municipalities are in the room of a stream."""
    return RoomMember.objects.filter(room__streams=stream_id, role="").here().count()


async def _subscribe(relay: Relay) -> None:
    """Hear of the stream from the layer for as long as anybody listens; a layer that is away is asked again."""
    while True:
        try:
            layer = get_channel_layer()
            channel = await layer.new_channel()
            await layer.group_add(group_of(relay.stream_id), channel)
            while True:
                message = await layer.receive(channel)
                await relay.hear_of(message["seq"], message["frame"])
        except Exception as error:  # noqa: BLE001 - whatever the layer or the database raises, the watch goes on meanwhile
            logger.error("no events from the channel layer: %s", error)
            await asyncio.sleep(TICK)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def current_hub() -> Hub:
    """The hub of this process."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
