"""What follows when something of the archive is gone."""

from functools import partial

from django.db import transaction
from django.db.models import FileField

from archive.actions.conversions import drop_folder
from archive.actions.dropping import drop_file


def conversion_gone(sender, instance, **kwargs):
    """A stream belongs to its video alone, and nobody else would remove it."""
    transaction.on_commit(partial(drop_folder, instance.folder))


def files_gone(sender, instance, **kwargs):
    """What was stored for a row that is deleted; a former edition has a file and a row of its own."""
    for field in sender._meta.fields:
        if isinstance(field, FileField):
            drop_file(getattr(instance, field.name).name)
