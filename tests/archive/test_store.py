"""Files in a store behind an address (S3): they go in, come out in parts, and are removed, as from a disk."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from archive.actions.conversions import drop_folder, local_path
from archive.files import LocalFile
from tests.factories.archive import make_material
from tests.factories.store import s3_server

CONTENT = b"%PDF-1.4\n" + bytes(range(256)) * 64


@pytest.fixture
def store(settings):
    """The site's storage, as S3_BUCKET chooses it."""
    with s3_server() as options:
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
        }
        yield default_storage


def names_in(folder: str) -> list[str]:
    return default_storage.listdir(folder)[1]


def test_a_material_comes_out_of_the_store_whole_and_in_the_part_asked_for(client, db, store):
    material = make_material(file=CONTENT, audience="public")
    address = material.get_absolute_url()

    whole = client.get(address)
    part = client.get(address, headers={"range": "bytes=9-19"})

    assert (whole.status_code, b"".join(whole.streaming_content)) == (200, CONTENT)
    assert (part.status_code, b"".join(part.streaming_content)) == (206, CONTENT[9:20])


def test_what_the_worker_made_goes_into_the_store_and_is_removed_from_it(store, tmp_path):
    made = tmp_path / "720-00000.m4s"
    made.write_bytes(CONTENT)
    with LocalFile(made) as part:
        default_storage.save("streams/one/720-00000.m4s", part)
    with local_path("streams/one/720-00000.m4s", tmp_path) as fetched:
        came_back = Path(fetched).read_bytes()
    kept = names_in("streams/one")

    drop_folder("streams/one")
    drop_folder("streams/never-there")

    assert (came_back, kept, names_in("streams/one")) == (CONTENT, ["720-00000.m4s"], [])
