"""Every address of ours, for every actor: what it answers. A route without a row fails the build."""

from datetime import date

import pytest
from django.urls import get_resolver
from wagtail.models import Page

from tests.access.rows import NOBODY, PREFIXES, ROWS, UNSAFE
from tests.access.things import make_things
from tests.factories.archive import make_material
from tests.factories.cast import ACTORS, answers_to_each, browser_of

pytestmark = pytest.mark.usefixtures("second_factor_is_set_up")

OURS = ("studygroup", "study_sessions", "archive", "enrolment", "qna", "search", "consultations", "live", "notices")


@pytest.fixture
def things(cast):
    return make_things(cast)


def route_names() -> set[str]:
    """The names of all routes in our own namespaces, as Django resolves them."""
    resolver = get_resolver()
    return {
        f"{space}:{name}"
        for space, (_, inner) in resolver.namespace_dict.items()
        if space in OURS
        for name in inner.reverse_dict
        if isinstance(name, str)
    }


def prefixes() -> set[str]:
    """The first segments under which routes of others hang."""
    found = set()
    for pattern in get_resolver().url_patterns:
        if getattr(pattern, "app_name", None) not in OURS:
            found.add(str(pattern.pattern).lstrip("^").partition("/")[0])
    return found


def test_every_route_of_ours_has_a_row():
    assert route_names() == set(ROWS)


def test_every_prefix_of_others_has_a_row():
    assert prefixes() == {name.partition("/")[0] for name in PREFIXES}


@pytest.mark.parametrize("name", ROWS)
def test_a_route_answers_each_actor_as_its_row_says(cast, things, name):
    address, expected = ROWS[name]

    assert answers_to_each(cast, address(things)) == expected


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_prefix_answers_each_actor_as_its_row_says(cast, prefix):
    address, expected = PREFIXES[prefix]

    assert answers_to_each(cast, address) == expected


@pytest.mark.parametrize("name", ROWS)
def test_a_route_takes_no_method_that_it_does_not_name(cast, things, name):
    address = ROWS[name][0](things)
    unnamed = [method for method in ("post", "put", "patch", "delete") if (name, method) not in UNSAFE]
    office = browser_of(cast, "secretariat")

    answers = {method: getattr(office, method)(address).status_code for method in unnamed}

    assert answers == dict.fromkeys(unnamed, 405)


@pytest.mark.parametrize(("name", "method"), UNSAFE)
@pytest.mark.parametrize("actor", ACTORS)
def test_an_unsafe_method_answers_each_actor_as_its_row_says(cast, things, name, method, actor):
    address, _ = ROWS[name]

    answer = getattr(browser_of(cast, actor), method)(address(things))

    assert answer.status_code == UNSAFE[name, method][actor]


@pytest.mark.parametrize("actor", ACTORS)
def test_every_published_page_is_public(cast, actor):
    browser = browser_of(cast, actor)
    pages = Page.objects.live().filter(depth__gt=1)

    answers = {page.url: browser.get(page.url).status_code for page in pages}

    assert answers == dict.fromkeys(answers, 200)


@pytest.mark.parametrize("actor", ["anonymous", "staff", "other", "suspended"])
def test_every_part_of_a_closed_video_is_closed(cast, things, actor):
    browser = browser_of(cast, actor)
    film = ("video.mp4", "captions.vtt", "poster.jpg")
    stream = ("master.m3u8", "720-00000.m4s", "audio.m4a", "thumbnails.vtt")

    answers = {part: browser.get(f"/videos/{things.video.pk}/stream/{part}").status_code for part in (*film, *stream)}

    assert answers == dict.fromkeys(answers, 403)


def test_what_is_not_announced_is_unknown_to_all_but_the_office(cast):
    material = make_material(announced_on=date(2021, 10, 26))

    assert answers_to_each(cast, material.get_absolute_url()) == NOBODY | {"secretariat": 200}
