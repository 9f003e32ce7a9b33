"""What is told to the processes that hold sockets: once the commit stands, one message a stream and event.

It is a messenger only. A message that does not arrive is found missing by its number within a second (hub), and a
message bus that is away makes no write fail.
"""

import asyncio

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from sessions.live.models import Event
from sessions.live.shown import frame_of

PATIENCE_SECONDS = 2.0


def group_of(stream_id: int) -> str:
    """The group of the channel layer to which a process subscribes once for a stream."""
    return f"live.stream.{stream_id}"


def publish(event: Event) -> None:
    """Tell every process about `event` after the commit."""
    message = {"type": "live.event", "seq": event.seq, "frame": frame_of(event)}

    def announce() -> None:
        async_to_sync(_send)(group_of(event.stream_id), message)

    transaction.on_commit(announce, robust=True)  # Django logs what goes wrong; the write stands


async def _send(group: str, message: dict) -> None:
    await asyncio.wait_for(get_channel_layer().group_send(group, message), PATIENCE_SECONDS)
