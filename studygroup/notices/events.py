"""What the worker is told."""

from celery import current_app
from django.db import connection, transaction


def letters_posted() -> None:
    """Wake the worker once the transaction is committed; the sweeper finds the letters if nobody hears it.

    One sweep sends all that a transaction posted, so it is asked for once.
    """
    if not any(waiting[1] is _wake_worker for waiting in connection.run_on_commit):
        transaction.on_commit(_wake_worker, robust=True)


def _wake_worker() -> None:
    current_app.signature("notices.sweep").apply_async(retry=False)
