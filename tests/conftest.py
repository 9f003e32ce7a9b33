"""What every test stands on: the real programme of 2021 in the database, a clock, and the cast."""

from contextlib import ExitStack

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from wagtail import hooks

from studygroup import page_cache
from tests.factories.cast import Cast
from tests.factories.cms import enter
from tests.isolation import DEMO_START
from tests.isolation import clock as site_clock


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Browser tests come last: Playwright leaves an event loop in the thread, and Django asks no database under one."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The municipalities, pages and sessions that the site always has; each test's changes are rolled back."""
    with django_db_blocker.unblock():
        call_command("load_programme")
    yield
    with django_db_blocker.unblock():
        end_other_connections()


def end_other_connections() -> None:
    """A thread may hold its connection longer than its test, and PostgreSQL then keeps the database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session", autouse=True)
def _static_files(django_test_environment):
    """The hashed static files that templates name."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def clock():
    """The site's clock, at the demo's start unless the test moves it."""
    site_clock.move_to(DEMO_START)
    return site_clock


@pytest.fixture(autouse=True)
def _nothing_kept():
    """No test reads what another left in the cache."""
    for each in caches.all(initialized_only=False):
        each.clear()
    page_cache.raise_version()


@pytest.fixture
def cast(db):
    """One list of actors for every permission table; see tests/factories/cast.py."""
    return Cast()


@pytest.fixture
def register_hook():
    """`register_hook("letter_due", answer)`: a hook for the length of a test."""
    with ExitStack() as stack:
        yield lambda name, answer: stack.enter_context(hooks.register_temporarily(name, answer))


@pytest.fixture
def second_factor_is_set_up(settings):
    """For tests that look at rights alone; see tests/studygroup/test_second_factor.py."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("SecondFactorMiddleware")]


@pytest.fixture
def office(client, settings, cast):
    """The secretariat's browser in the CMS."""
    return enter(client, settings, cast.secretariat)
