"""A client that costs little: prepared bytes over kept connections on loopback, bounded in count and time."""

import socket
import threading
import time

CONNECTIONS = 4


def measure(port: int, path: str, *, seconds: float, cookie: str = "") -> tuple[int, list[float]]:
    """Ask for `path` over and over for `seconds`; returns (requests answered, their latencies in seconds)."""
    header = f"Cookie: {cookie}\r\n" if cookie else ""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{header}\r\n".encode()
    latencies: list[list[float]] = [[] for _ in range(CONNECTIONS)]
    until = time.perf_counter() + seconds
    threads = [threading.Thread(target=ask, args=(port, request, until, kept)) for kept in latencies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    flat = sorted(latency for kept in latencies for latency in kept)
    return len(flat), flat


def ask(port: int, request: bytes, until: float, kept: list[float]) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (begun := time.perf_counter()) < until:
            connection.sendall(request)
            read_answer(connection)
            kept.append(time.perf_counter() - begun)


def read_answer(connection) -> None:
    """One answer with a Content-Length; anything but a 2xx or 403 ends the measurement."""
    data = connection.recv(262_144)
    while b"\r\n\r\n" not in data:
        data += connection.recv(262_144)
    head, _, body = data.partition(b"\r\n\r\n")
    status = head[9:12]
    if status[:1] != b"2" and status != b"403":
        raise RuntimeError(head.decode())
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    left = length - len(body)
    while left > 0:
        left -= len(connection.recv(262_144))
