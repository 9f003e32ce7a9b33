"""Asking clamd about an upload, where settings.CLAMD_ADDRESS names one. Without its answer nothing is taken."""

import logging
import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

PIECE = 64 * 1024
SECONDS = 60
LONGEST_ANSWER = 4096
INFECTED = "ウイルス検査で問題が見つかったため、受け付けられません。ファイルを作成した端末をご確認ください。"
UNANSWERED = "ウイルス検査ができないため、いまは受け付けられません。時間をおいて、もう一度お試しください。"

logger = logging.getLogger(__name__)


def scan(upload) -> None:
    """Raises ValidationError where clamd finds something, or gives no clear answer."""
    if not settings.CLAMD_ADDRESS:
        return
    try:
        answer = _ask(upload)
    except OSError as error:
        logger.error("clamd at %s does not answer: %s", settings.CLAMD_ADDRESS, error)
        raise ValidationError(UNANSWERED, code="virus_scan") from None
    finally:
        upload.seek(0)
    if answer.endswith("FOUND"):
        logger.warning("clamd refused an upload: %s", answer)
        raise ValidationError(INFECTED, code="virus")
    if answer != "stream: OK":
        logger.error("clamd answered %r", answer)
        raise ValidationError(UNANSWERED, code="virus_scan")


def _ask(upload) -> str:
    """clamd's line about `upload`, sent in pieces (INSTREAM). Raises OSError."""
    upload.seek(0)
    with _connect() as connection:
        connection.sendall(b"zINSTREAM\0")
        while piece := upload.read(PIECE):
            connection.sendall(struct.pack("!L", len(piece)) + piece)
        connection.sendall(struct.pack("!L", 0))
        answer = b""
        while b"\0" not in answer and len(answer) < LONGEST_ANSWER and (piece := connection.recv(LONGEST_ANSWER)):
            answer += piece
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _connect() -> socket.socket:
    address = urlsplit(settings.CLAMD_ADDRESS)
    if address.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(SECONDS)
        connection.connect(address.path)
        return connection
    return socket.create_connection((address.hostname, address.port or 3310), timeout=SECONDS)
