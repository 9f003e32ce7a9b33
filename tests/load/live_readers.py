"""Readers of sockets that cost the generator little: one asyncio protocol each, which reads frames and notes when."""

import asyncio
import base64
import os
import re
import time

NUMBER = re.compile(rb"#(\d+)#")
TEXT = 0x81


class ReaderProtocol(asyncio.Protocol):
    """Opens a WebSocket by hand. `heard`: (number in the text, when) of each frame that has one."""

    def __init__(self, path: str, host: str, headers: dict[str, str]):
        self.head = "\r\n".join(
            [
                f"GET {path} HTTP/1.1",
                f"Host: {host}",
                "Upgrade: websocket",
                "Connection: Upgrade",
                f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
                "Sec-WebSocket-Version: 13",
                *(f"{name}: {value}" for name, value in headers.items()),
                "",
                "",
            ]
        )
        self.buffer = b""
        self.heard: list[tuple[int, float]] = []
        self.is_open = asyncio.get_running_loop().create_future()
        self.transport = None

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.head.encode())

    def data_received(self, data):
        self.buffer += data
        if not self.is_open.done():
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            self.is_open.set_result(head.startswith(b"HTTP/1.1 101"))
            self.buffer = rest
        self.read_frames()

    def read_frames(self):
        while len(self.buffer) >= 2:
            length, start = self.buffer[1] & 0x7F, 2
            if length == 126:
                length, start = int.from_bytes(self.buffer[2:4], "big"), 4
            if len(self.buffer) < start + length:
                return
            if self.buffer[0] == TEXT and (number := NUMBER.search(self.buffer, start, start + length)):
                self.heard.append((int(number[1]), time.perf_counter()))
            self.buffer = self.buffer[start + length :]

    def send_text(self, text: str) -> None:
        """A small masked frame; the mask is zero."""
        payload = text.encode()
        self.transport.write(bytes([TEXT, 0x80 | len(payload)]) + bytes(4) + payload)

    def connection_lost(self, error):
        if not self.is_open.done():
            self.is_open.set_result(False)


async def open_readers(count: int, port: int, path: str, headers: dict[str, str]) -> list[ReaderProtocol]:
    """Readers that are all open, fifty at a time."""
    loop, readers = asyncio.get_running_loop(), []
    for start in range(0, count, 50):
        batch = [
            loop.create_connection(lambda: ReaderProtocol(path, f"localhost:{port}", headers), "127.0.0.1", port)
            for _ in range(min(50, count - start))
        ]
        opened = [reader for _, reader in await asyncio.gather(*batch)]
        if not all(await asyncio.gather(*(reader.is_open for reader in opened))):
            raise ConnectionError("a reader was refused")
        readers += opened
    return readers


async def until_heard(readers: list[ReaderProtocol], count: int, seconds: float) -> None:
    """Until every reader has heard `count` numbered frames, or the time is over."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and any(len(reader.heard) < count for reader in readers):
        await asyncio.sleep(0.02)


def close(readers: list[ReaderProtocol]) -> None:
    for reader in readers:
        reader.transport.abort()
