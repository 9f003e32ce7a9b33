"""The real nginx in front: it sends what the app names, from its disk or from a store behind a signed address."""

import shutil
import socket
import subprocess
import threading
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse
from storages.backends.s3 import S3Storage

from archive.delivery import Stored, send_file
from tests.factories.store import s3_server

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
      internal; rewrite ^/store(/.*)$ $1 break; proxy_pass http://{store}; proxy_set_header Host {store};
      proxy_method GET; proxy_set_header Cookie ""; proxy_set_header Authorization "";
      proxy_hide_header x-amz-request-id; proxy_hide_header x-amz-id-2; proxy_hide_header x-amzn-requestid;
      proxy_hide_header x-amz-version-id; proxy_hide_header x-amz-sdk-checksum-algorithm;
      proxy_hide_header x-amz-content-sha256;
      add_header X-Content-Type-Options nosniff;
      proxy_intercept_errors on; error_page 400 401 403 404 500 502 503 504 = @missing;
    }}
    location @missing {{ return 404; }}
  }}
}}
"""


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@contextmanager
def serving(application):
    """`application` on a port of its own; yields the port."""
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture(params=["disk", "store"])
def storage(request, tmp_path, settings):
    """A disk beside nginx, and a store in the network: the reader sees no difference."""
    (tmp_path / "media").mkdir(mode=0o755)
    if request.param == "disk":
        yield FileSystemStorage(tmp_path / "media")
        return
    with s3_server() as options:
        yield S3Storage(**options)


@pytest.fixture
def nginx(tmp_path, storage, settings):
    settings.SEND_BY_NGINX = True
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    storage.save(NAME, ContentFile(CONTENT))
    store = urlsplit(getattr(storage, "endpoint_url", "") or "http://127.0.0.1:1").netloc

    def app(environ, start_response):
        try:
            response = send_file(WSGIRequest(environ), Stored(storage, NAME), filename="720-00000.m4s")
        except Http404:
            response = HttpResponse(status=404)
        start_response(f"{response.status_code} OK", list(response.items()))
        return [response.content]

    for folder in (tmp_path, *tmp_path.parents):
        if folder.name.startswith("pytest") or "pytest-of" in str(folder.parent):
            folder.chmod(0o755)  # nginx's worker is somebody else
    with serving(app) as app_port:
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            port = free.getsockname()[1]
        configuration = tmp_path / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(folder=tmp_path, port=port, app=app_port, store=store), "utf-8")
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


def test_nginx_sends_a_file_whole_in_parts_and_not_twice(nginx):
    whole, content = ask(nginx, Cookie="sessionid=secret")
    part, piece = ask(nginx, Range="bytes=1000-1999")
    head, nothing = ask(nginx, method="HEAD")
    again, _ = ask(nginx, **{"If-None-Match": whole.headers["ETag"]})

    assert (whole.status, content) == (200, CONTENT)
    assert (part.status, piece, part.headers["Content-Range"]) == (
        206,
        CONTENT[1000:2000],
        f"bytes 1000-1999/{len(CONTENT)}",
    )
    assert (head.status, nothing, head.headers["Content-Length"]) == (200, b"", str(len(CONTENT)))
    assert again.status == 304
    assert [whole.headers[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")] == [
        "video/iso.segment",
        "private, no-store",
        "nosniff",
    ]


def test_a_file_that_is_not_there_is_unknown_and_nothing_is_told_of_the_store(nginx, storage):
    storage.delete(NAME)

    answer, content = ask(nginx)

    assert answer.status == 404
    assert b"Bucket" not in content


def test_a_reader_is_told_nothing_of_where_a_file_lies(nginx, storage):
    answer, _ = ask(nginx)

    told = [name for name in answer.headers if name.lower().startswith(("x-accel", "x-amz"))]
    assert told == []
    inside = [f"/stored/{NAME}", f"/store/{getattr(storage, 'bucket_name', 'bucket')}/{NAME}"]
    assert [ask(nginx, address)[0].status for address in inside] == [404, 404]
