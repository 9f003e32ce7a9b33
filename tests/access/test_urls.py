"""Every address of ours, for every actor: what it answers. A route without a row here fails the build."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import get_resolver
from wagtail.models import Page

from tests.factories.archive import make_material, make_video
from tests.factories.cast import ACTORS

EVERYONE = dict.fromkeys(ACTORS, 200)
NOBODY = dict.fromkeys(ACTORS, 404)
DEPARTMENT = dict.fromkeys(ACTORS, 200) | dict.fromkeys(("anonymous", "staff", "other", "suspended"), 403)
OFFICE = dict.fromkeys(ACTORS, 302) | {"secretariat": 200, "organiser": 200}

# route name -> (address, what GET answers). Unsafe methods not named in UNSAFE answer 405.
ROWS = {
    "studygroup:healthz": (lambda _: "/healthz", EVERYONE),
    "studygroup:readyz": (lambda _: "/readyz", EVERYONE),
    "studygroup:news-feed": (lambda _: "/news/feed/", EVERYONE),
    "studygroup:demo-mail": (lambda _: "/demo/mail/", NOBODY),
    "studygroup:robots": (lambda _: "/robots.txt", EVERYONE),
    "study_sessions:calendar-feed": (lambda _: "/calendar.ics", EVERYONE),
    "study_sessions:session-file": (lambda _: "/calendar/mitigation-2021-2.ics", EVERYONE),
    "archive:material-list": (lambda _: "/materials/", EVERYONE),
    "archive:material-file": (lambda things: things.material.get_absolute_url(), DEPARTMENT),
    "archive:video-list": (lambda _: "/videos/", EVERYONE),
    "archive:video-detail": (lambda things: f"/videos/{things.video.pk}/", DEPARTMENT),
    "archive:video-file": (lambda things: f"/videos/{things.video.pk}/stream/video.mp4", DEPARTMENT),
}
# What stands as one row a prefix: Wagtail's, allauth's and Django's own.
PREFIXES = {
    "cms/": ("/cms/", OFFICE),
    "accounts/": ("/accounts/login/", dict.fromkeys(ACTORS, 302) | {"anonymous": 200}),
    "documents/": ("/documents/1/none.pdf", NOBODY),
    "sitemap.xml": ("/sitemap.xml", EVERYONE),
    "": ("/", EVERYONE),
}
OURS = ("studygroup", "study_sessions", "archive", "enrolment", "qna", "search", "consultations", "live", "notices")


@pytest.fixture
def things(db):
    return SimpleNamespace(material=make_material(), video=make_video())


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


@pytest.fixture(autouse=True)
def _second_factor_is_set_up(settings):
    """The demo asks for none; here it is rights that are looked at. See tests/studygroup/test_second_factor.py."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("SecondFactorMiddleware")]


def test_every_route_of_ours_has_a_row():
    assert route_names() == set(ROWS)


def test_every_prefix_of_others_has_a_row():
    assert prefixes() == {name.partition("/")[0] for name in PREFIXES}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("actor", ACTORS)
def test_a_route_answers_each_actor_as_its_row_says(client, cast, things, name, actor):
    address, expected = ROWS[name]
    sign_in(client, cast, actor)

    assert client.get(address(things)).status_code == expected[actor]


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("actor", ACTORS)
def test_a_prefix_answers_each_actor_as_its_row_says(client, cast, prefix, actor):
    address, expected = PREFIXES[prefix]
    sign_in(client, cast, actor)

    assert client.get(address).status_code == expected[actor]


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_reading_route_takes_no_unsafe_method(client, cast, things, name, method):
    address, _ = ROWS[name]
    sign_in(client, cast, "secretariat")

    assert getattr(client, method)(address(things)).status_code == 405


@pytest.mark.parametrize("actor", ACTORS)
def test_every_published_page_is_public(client, cast, actor):
    sign_in(client, cast, actor)
    pages = Page.objects.live().filter(depth__gt=1)

    answers = {page.url: client.get(page.url).status_code for page in pages}

    assert answers == dict.fromkeys(answers, 200)


@pytest.mark.parametrize("part", ["video.mp4", "captions.vtt", "poster.jpg"])
@pytest.mark.parametrize("actor", ["anonymous", "staff", "other", "suspended"])
def test_every_part_of_a_closed_video_is_closed(client, cast, things, actor, part):
    sign_in(client, cast, actor)

    assert client.get(f"/videos/{things.video.pk}/stream/{part}").status_code == 403


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "secretariat"])
def test_what_is_not_announced_is_unknown(client, cast, actor):
    material = make_material(announced_on=date(2021, 10, 26))
    sign_in(client, cast, actor)

    assert client.get(material.get_absolute_url()).status_code == 404


def sign_in(client, cast, actor):
    if actor != "anonymous":
        client.force_login(cast[actor])
