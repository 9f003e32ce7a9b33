"""Pages kept for anonymous readers: the same for all of them, never older than what they tell."""

import time

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from redis.exceptions import ConnectionError

from sessions.models import StudySession
from studygroup import page_cache
from studygroup.models import UrgentBanner

PAGE = "/subcommittees/mitigation/2021-2/"


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """Change the session as the CMS does, and let what waits for the commit happen."""

    def change(**values):
        study_session = StudySession.objects.get(code="mitigation-2021-2")
        for name, value in values.items():
            setattr(study_session, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            study_session.save_revision().publish()

    return change


def test_the_second_anonymous_reader_costs_no_query(client, db):
    client.get(PAGE)

    assert queries_of(client, PAGE) == 0


def test_a_kept_page_is_the_same_with_all_its_headers(client, db):
    made, kept = client.get(PAGE), client.get(PAGE)

    assert (kept.content, dict(kept.headers)) == (made.content, dict(made.headers))


def test_somebody_signed_in_gets_a_page_of_their_own(client, cast):
    client.get("/")
    client.force_login(cast.participant)

    assert "立川市" in client.get("/").content.decode()


def test_what_somebody_signed_in_saw_is_not_kept(client, cast):
    client.force_login(cast.participant)
    client.get("/")
    client.logout()

    assert "環境課" not in client.get("/").content.decode()


def test_publishing_shows_at_once(client, db, publish):
    client.get(PAGE)

    publish(theme="新しい題名の見本")

    assert "新しい題名の見本" in client.get(PAGE).content.decode()


def test_a_page_is_not_kept_past_the_moment_at_which_it_changes(client, db, clock):
    clock.move_to("2021-10-29T13:29:59.900+09:00")

    assert page_cache.seconds_until_next_boundary() == pytest.approx(0.1)


def test_far_from_any_boundary_a_page_is_kept_a_minute(client, db, clock):
    clock.move_to("2021-10-29T03:00+09:00")

    assert page_cache.seconds_until_next_boundary() == page_cache.LIFETIME_SECONDS


def test_the_end_of_an_urgent_banner_is_a_boundary(client, db, clock, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        UrgentBanner.objects.create(text="台風のため変更します。", until="2021-10-25T09:00:30+09:00")

    assert page_cache.seconds_until_next_boundary() == pytest.approx(30)


def test_a_page_made_while_its_content_changed_is_not_kept(db):
    term = page_cache.term()
    page_cache.raise_version()

    page_cache.keep("localhost/", (), b"old", term)

    assert page_cache.find("localhost/") is None


def test_a_page_made_before_a_boundary_is_not_kept_past_it(db, clock):
    clock.move_to("2021-10-29T13:29:59.999+09:00")
    term = page_cache.term()
    time.sleep(0.01)

    page_cache.keep("localhost/", (), b"before the session", term)

    assert page_cache.find("localhost/") is None


def test_a_session_cookie_counts_however_it_is_spelled(client, cast):
    client.get("/")
    client.force_login(cast.participant)
    key = client.cookies.pop("sessionid").value

    answer = client.get("/", headers={"cookie": f"a=b; sessionid ={key}"})

    assert "立川市" in answer.content.decode()


@pytest.fixture
def redis_away(settings):
    """The caches on a Redis server that nobody runs."""
    backend = {"BACKEND": "studygroup.redis_cache.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    settings.CACHES = {name: {**backend, "KEY_PREFIX": name} for name in ("default", "pages")}


def test_without_redis_pages_go_on_and_the_site_says_that_it_is_not_ready(client, db, redis_away):
    addresses = ("/healthz", PAGE, f"{PAGE}?uncached=1", "/readyz")

    assert [client.get(address).status_code for address in addresses] == [200, 200, 200, 503]


def test_without_redis_what_this_process_keeps_is_still_kept(client, db, redis_away):
    client.get(PAGE)

    assert queries_of(client, PAGE) == 0


def test_without_redis_nobody_takes_a_lock_or_counts_an_attempt(redis_away):
    for ask in (caches["default"].add, caches["default"].incr):
        with pytest.raises(ConnectionError):
            ask("attempts", 1)


def test_signing_in_leaves_the_kept_pages_alone(client, cast, django_capture_on_commit_callbacks):
    client.get(PAGE)
    with django_capture_on_commit_callbacks(execute=True):
        cast.staff.save()

    assert queries_of(client, PAGE) == 0


def test_a_form_with_its_token_is_not_kept(client, db):
    client.get("/contact/")

    assert queries_of(client, "/contact/") > 0


def test_an_address_with_a_query_is_not_kept(client, db):
    client.get("/calendar/?year=2021")

    assert queries_of(client, "/calendar/?year=2021") > 0
