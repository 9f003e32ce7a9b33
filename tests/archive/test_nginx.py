"""The real nginx in front: it sends what the app names, from its disk or from a store behind a signed address."""

import shutil
import socket
import subprocess
import threading
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.handlers.wsgi import WSGIRequest

from archive.delivery import Stored, send_file

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx was not found"),
]
CONTENT = bytes(range(256)) * 400
NAME = "streams/one/720-00000.m4s"
CONFIGURATION = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{}}
http {{
  access_log off; default_type application/octet-stream;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://127.0.0.1:{app}; }}
    location /stored/ {{ internal; alias {folder}/media/; add_header X-Content-Type-Options nosniff; }}
    location /store/ {{
      internal; rewrite ^/store(/.*)$ $1 break; proxy_pass http://127.0.0.1:{store}; proxy_set_header Cookie "";
    }}
  }}
}}
"""


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


class SignedStorage(FileSystemStorage):
    """As a store in a network: no paths, and addresses that are signed."""

    def path(self, name):
        raise NotImplementedError

    def exists(self, name):
        return True

    def url(self, name):
        return f"https://store.example.org/bucket/{name}?X-Amz-Signature=abc"


@contextmanager
def serving(application):
    """`application` on a port of its own; yields the port."""
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture
def storage(tmp_path):
    local = FileSystemStorage(tmp_path / "media")
    local.save(NAME, ContentFile(CONTENT))
    (tmp_path / "media").chmod(0o755)
    return {"storage": local, "asked": []}


@pytest.fixture
def nginx(tmp_path, storage, settings):
    settings.SEND_BY_NGINX = True
    settings.ALLOWED_HOSTS = ["127.0.0.1"]

    def app(environ, start_response):
        response = send_file(WSGIRequest(environ), Stored(storage["storage"], NAME), filename="720-00000.m4s")
        start_response(f"{response.status_code} OK", list(response.items()))
        return [response.content]

    def store(environ, start_response):
        storage["asked"].append((environ["PATH_INFO"], environ["QUERY_STRING"], environ.get("HTTP_COOKIE", "")))
        start_response("200 OK", [("Content-Length", str(len(CONTENT))), ("Content-Type", "binary/octet-stream")])
        return [CONTENT]

    for folder in (tmp_path, *tmp_path.parents):
        if folder.name.startswith("pytest") or "pytest-of" in str(folder.parent):
            folder.chmod(0o755)  # nginx's worker is somebody else
    with serving(app) as app_port, serving(store) as store_port:
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            port = free.getsockname()[1]
        configuration = tmp_path / "nginx.conf"
        configuration.write_text(
            CONFIGURATION.format(folder=tmp_path, port=port, app=app_port, store=store_port), "utf-8"
        )
        with subprocess.Popen(["nginx", "-p", str(tmp_path), "-c", str(configuration)]) as process:
            wait_for(port)
            yield port
            process.terminate()


def wait_for(port: int) -> None:
    for _ in range(100):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


def ask(port: int, address: str = "/videos/1/stream/720-00000.m4s", method: str = "GET", **headers):
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(method, address, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()


def test_nginx_sends_a_local_file_whole_in_ranges_and_not_twice(nginx):
    whole, content = ask(nginx)
    part, piece = ask(nginx, Range="bytes=1000-1999")
    again, _ = ask(nginx, **{"If-None-Match": whole.headers["ETag"]})

    assert (whole.status, content) == (200, CONTENT)
    assert (part.status, piece, part.headers["Content-Range"]) == (
        206,
        CONTENT[1000:2000],
        f"bytes 1000-1999/{len(CONTENT)}",
    )
    assert again.status == 304
    assert [whole.headers[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")] == [
        "video/iso.segment",
        "private, no-store",
        "nosniff",
    ]
    assert whole.headers["X-Accel-Redirect"] is None


def test_no_reader_reaches_the_store_by_address(nginx):
    assert [ask(nginx, address)[0].status for address in (f"/stored/{NAME}", f"/store/bucket/{NAME}")] == [404, 404]


def test_nginx_fetches_from_a_store_with_the_signed_address_and_no_cookie(nginx, storage, tmp_path):
    storage["storage"] = SignedStorage(tmp_path)

    answer, content = ask(nginx, Cookie="sessionid=secret")

    assert (answer.status, content) == (200, CONTENT)
    assert storage["asked"] == [(f"/bucket/{NAME}", "X-Amz-Signature=abc", "")]
    assert "store.example.org" not in str(answer.headers)
