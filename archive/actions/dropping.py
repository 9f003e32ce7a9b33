"""Files that no row names any longer leave the store."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction


def drop_file(name: str) -> None:
    """Remove the stored file `name` once it is certain that its row is gone or names another; nothing if empty."""
    if name:
        transaction.on_commit(partial(default_storage.delete, name))
