"""What the worker is told: by name, on commit; its rounds find what it did not hear."""

from functools import partial

from celery import current_app
from django.db import transaction


def batch_published() -> None:
    """The askers are waiting to be told."""
    signature = current_app.signature("qna.tend_batches")
    transaction.on_commit(partial(signature.apply_async, retry=False), robust=True)
