"""What follows when something of the archive is gone."""

from functools import partial

from django.db import transaction

from archive.actions.conversions import drop_folder


def conversion_gone(sender, instance, **kwargs):
    """A stream belongs to its video alone, and nobody else would remove it."""
    transaction.on_commit(partial(drop_folder, instance.folder))
