"""What the worker is told: by name, on commit; its sweeper finds what it did not hear."""

from functools import partial

from celery import current_app
from django.db import transaction


def file_replaced(edition: int) -> None:
    _start("archive.tell_of_replacement", edition)


def file_stored(material: int) -> None:
    _start("archive.read_material", material)


def bundle_asked(bundle: int) -> None:
    _start("archive.make_bundle", bundle)


def conversion_asked() -> None:
    _start("archive.convert_next")


def _start(task: str, *keys: int) -> None:
    signature = current_app.signature(task, args=keys)
    transaction.on_commit(partial(signature.apply_async, retry=False), robust=True)
