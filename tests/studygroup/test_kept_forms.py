"""What was typed is kept through signing in again, within bounds."""

from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse

from studygroup.kept_forms import MAX_CHARACTERS, MAX_FORMS, keeps_form, kept_form

READER = SimpleNamespace(is_authenticated=True)
NOBODY = SimpleNamespace(is_authenticated=False)


@keeps_form
def note(request):
    return HttpResponse("seen")


@pytest.fixture
def arrive(rf, client, db):
    """`arrive("post", "/note/", user, body="x")`: a request of one browser, and what the view answered."""
    session = client.session

    def make(method, address, user, **fields):
        request = getattr(rf, method)(address, fields)
        request.user, request.session = user, session
        request._messages = FallbackStorage(request)
        return request, note(request)

    return make


def told(request) -> list[str]:
    return [str(message) for message in request._messages]


def test_a_post_signed_out_leads_to_signing_in_and_back(arrive):
    _, response = arrive("post", "/note/?year=2021", NOBODY, body="葛󠄀飾")

    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/note/%3Fyear%3D2021")


def test_what_was_typed_comes_back_once_and_says_that_it_is_not_saved(arrive):
    arrive("post", "/note/", NOBODY, body="葛󠄀飾", several=["1", "2"], csrfmiddlewaretoken="x")
    request, _ = arrive("get", "/note/", READER)

    kept, again = kept_form(request), kept_form(request)

    assert (dict(kept.lists()), again) == ({"body": ["葛󠄀飾"], "several": ["1", "2"]}, None)
    assert told(request) == ["しばらく操作がなかったため、保存前に確認が必要です。入力内容は残っています。"]


def test_another_address_gets_nothing(arrive):
    arrive("post", "/note/", NOBODY, body="a")
    request, _ = arrive("get", "/other/", READER)

    assert kept_form(request) is None


def test_after_an_hour_it_is_forgotten(arrive, clock):
    arrive("post", "/note/", NOBODY, body="a")
    clock.move_to("2021-10-25T10:00:01+09:00")
    request, _ = arrive("get", "/note/", READER)

    assert (kept_form(request), told(request)) == (None, [])


def test_no_more_is_kept_than_fits(arrive):
    arrive("post", "/note/", NOBODY, body="あ" * MAX_CHARACTERS)
    request, _ = arrive("get", "/note/", READER)

    assert kept_form(request) is None


def test_only_the_last_forms_are_kept(arrive):
    for number in range(MAX_FORMS + 1):
        arrive("post", f"/note/{number}/", NOBODY, body="a")

    kept = [kept_form(arrive("get", f"/note/{number}/", READER)[0]) for number in range(MAX_FORMS + 1)]

    assert [form is not None for form in kept] == [False, True, True, True]


def test_a_visit_signed_out_keeps_nothing(arrive):
    arrive("get", "/note/", NOBODY)
    request, response = arrive("get", "/note/", READER)

    assert (kept_form(request), response.content) == (None, b"seen")
