"""What the worker is told."""

from functools import partial

from celery import current_app
from django.db import transaction


def letters_posted() -> None:
    """Wake the worker once the transaction is committed; the sweeper finds the letters if nobody hears it."""
    send = current_app.signature("notices.sweep").apply_async
    transaction.on_commit(partial(send, retry=False), robust=True)
