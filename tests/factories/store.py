"""A store in a network that speaks S3, on a port of this machine."""

from contextlib import contextmanager
from uuid import uuid4

from django.conf import settings
from moto.server import ThreadedMotoServer
from storages.backends.s3 import S3Storage

KEYS = {"access_key": "testing", "secret_key": "testing", "region_name": "us-east-1"}


@contextmanager
def s3_server():
    """Yields what a storage has to know of it, with an empty bucket in it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    options = settings.S3_STORE | KEYS | {"bucket_name": f"study-group-{uuid4().hex}", "endpoint_url": address}
    S3Storage(**options).connection.create_bucket(Bucket=options["bucket_name"])
    yield options
    server.stop()
