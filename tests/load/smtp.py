"""A mail server for tests and measurements: takes letters on loopback, and misbehaves towards whom it is told to."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import contextmanager
from email.parser import BytesHeaderParser
from enum import Enum


class Manner(Enum):
    """How the server treats a recipient."""

    TAKE = "take"
    REFUSE = "550 5.1.1 no such user"
    PUT_OFF = "451 4.7.1 greylisted"
    STALL = "stall"
    HANG_UP = "hang up"


class Server:
    """What arrived, as (recipient, Message-ID) in order, and how many connections were made."""

    def __init__(self, manner_for: Callable[[str], Manner], seconds_per_letter: float, greets: bool):
        self.manner_for = manner_for
        self.seconds_per_letter = seconds_per_letter
        self.greets = greets
        self.arrived: list[tuple[str, str]] = []
        self.connections = 0
        self.port = 0
        self.listening: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            if self.greets:
                await self._answer_each_line(reader, writer)
            else:
                await reader.read()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer_each_line(self, reader, writer) -> None:
        await say(writer, "220 ready")
        recipient = ""
        while line := (await reader.readline()).decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
                if not await self._admit(reader, writer, recipient):
                    return
            elif verb == "DATA":
                await say(writer, "354 go on")
                text = await reader.readuntil(b"\r\n.\r\n")
                await asyncio.sleep(self.seconds_per_letter)
                self.arrived.append((recipient, BytesHeaderParser().parsebytes(text)["Message-ID"]))
                await say(writer, "250 taken")
            elif verb == "QUIT":
                return await say(writer, "221 bye")
            else:
                await say(writer, "250 ok")

    async def _admit(self, reader, writer, recipient: str) -> bool:
        """Answer a recipient; False ends the conversation."""
        manner = self.manner_for(recipient)
        if manner is Manner.STALL:
            await reader.read()  # until the client gives up
        if manner in (Manner.STALL, Manner.HANG_UP):
            return False
        await say(writer, "250 ok" if manner is Manner.TAKE else manner.value)
        return True


async def say(writer: asyncio.StreamWriter, line: str) -> None:
    writer.write(f"{line}\r\n".encode())
    await writer.drain()


@contextmanager
def mail_server(manner_for=lambda address: Manner.TAKE, *, seconds_per_letter: float = 0.0, greets: bool = True):
    """A running `Server` on a free port, in a thread of its own."""
    server = Server(manner_for, seconds_per_letter, greets)
    started, loop = threading.Event(), asyncio.new_event_loop()

    async def serve() -> None:
        listening = server.listening = await asyncio.start_server(server.talk, "127.0.0.1", 0)
        server.port = listening.sockets[0].getsockname()[1]
        started.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(end, server, loop)
        thread.join(10)
        loop.close()


def end(server: Server, loop: asyncio.AbstractEventLoop) -> None:
    """Take no more connections, and stop once every conversation has ended."""
    server.listening.close()
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    loop.create_task(stop_after(tasks, loop))


async def stop_after(tasks, loop) -> None:
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)  # the transports close in the next turn
    loop.stop()
