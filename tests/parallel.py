"""Tests in which several people do something at the same moment: real commits, real connections."""

import threading
from collections.abc import Callable, Iterable
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection


def all_at_once(jobs: Iterable[Callable]) -> list:
    """Run every job in a thread of its own, started together. Returns what each returned, or raised."""
    jobs = list(jobs)
    gate, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(number: int, job: Callable) -> None:
        try:
            gate.wait(30)
            results[number] = job()
        except Exception as error:  # noqa: BLE001 - what a job raised is its result
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=numbered) for numbered in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results


@contextmanager
def leaving_no_trace(*models: str):
    """Remove what was committed meanwhile in `models` ("app.Model"), later ones first: the tests share a database.

    What the office's log tells of it goes too.
    """
    models = (*models, "wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry")
    before = {name: set(apps.get_model(name).objects.values_list("pk", flat=True)) for name in models}
    try:
        yield
    finally:
        for name in reversed(models):
            model = apps.get_model(name)
            made = set(model.objects.values_list("pk", flat=True)) - before[name]
            model.objects.filter(pk__in=made).delete()


@pytest.fixture
def real_commits(django_db_setup, django_db_blocker):
    """No transaction around the test. A module imports this as `_django_db_helper`, in place of pytest-django's."""
    with django_db_blocker.unblock():
        yield
