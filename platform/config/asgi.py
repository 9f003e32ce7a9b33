"""Pages and sockets in one process: the embedded size, and the `live` processes of production."""

import os

from channels.routing import ProtocolTypeRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()

from sessions.live.consumers import socket, waiting_polls  # noqa: E402 - the apps have to be loaded first

application = ProtocolTypeRouter(
    {
        "http": waiting_polls(pages),
        "websocket": AllowedHostsOriginValidator(socket),
    }
)
