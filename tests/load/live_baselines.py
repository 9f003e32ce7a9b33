"""What the live room is measured against: a bare broadcast of `websockets`, and a consumer of Channels a reader.

`python -m tests.load.live_baselines bare 9000`; for Channels the application is `tests.load.live_baselines:channels`.
"""

import asyncio
import os
import sys

from channels.generic.websocket import AsyncWebsocketConsumer
from websockets.asyncio.server import broadcast, serve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
GROUP = "everyone"


class EachReader(AsyncWebsocketConsumer):
    """As Channels' own tutorial has it."""

    async def connect(self):
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def receive(self, text_data=None, bytes_data=None):
        await self.channel_layer.group_send(GROUP, {"type": "said", "text": text_data})

    async def said(self, message):
        await self.send(text_data=message["text"])


channels = EachReader.as_asgi()


async def bare(port: int) -> None:
    connections = set()

    async def reader(connection):
        connections.add(connection)
        try:
            async for text in connection:
                broadcast(connections, text)
        finally:
            connections.discard(connection)

    async with serve(reader, "127.0.0.1", port, compression=None):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(bare(int(sys.argv[2])))
