"""What a reader may not open is never shown, and what one may not know of is in no list and no count."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.search.index import insert_or_update_object

from archive import rules
from archive.models import Material, Video
from archive.search.questions import parse
from archive.search.results import find, searched_models
from archive.search.suggestions import near_titles
from archive.wording import closed_in_words
from sessions.enums import Audience
from tests.factories.archive import make_material, make_video
from tests.factories.cast import ACTORS

TITLE, SECRET = "雨水浸透ますの手引き", "量子計算機の予測"
PARTS = [("p.1", "page=1", f"ここに{SECRET}がある。")]
NOW = datetime.fromisoformat("2021-10-25T09:00+09:00")
DAYS = st.none() | st.integers(-40, 40).map(lambda days: NOW + timedelta(days=days))


@pytest.fixture
def thing(db, monkeypatch):
    for model in (Material, Video):
        monkeypatch.setattr(model, "search_parts", lambda self: iter(PARTS), raising=False)
    return SimpleNamespace(material=make_material(title=TITLE), video=make_video(title=TITLE))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    actor=st.sampled_from(ACTORS),
    audience=st.sampled_from(Audience.values),
    announced=st.none() | st.integers(-40, 40),
    window=st.tuples(DAYS, DAYS),
    days=st.integers(-50, 50),
    kind=st.sampled_from(["material", "video"]),
    with_file=st.booleans(),
)
def test_search_tells_what_access_tells(cast, clock, thing, actor, audience, announced, window, days, kind, with_file):
    one = getattr(thing, kind)
    opens, ends = sorted(window) if all(window) else window
    type(one).objects.filter(pk=one.pk).update(
        audience=audience,
        announced_on=None if announced is None else NOW.date() + timedelta(days=announced),
        available_from=opens,
        available_until=ends if ends != opens else None,
        file=one.file.name if with_file else "",
    )
    clock.move_to((NOW + timedelta(days=days)).isoformat())
    one = type(one).objects.get(pk=one.pk)
    user = cast[actor]
    access, is_known = rules.access(user, one), type(one).objects.listed_for(user).filter(pk=one.pk).exists()

    by_title, by_text = (find(user, parse(words)) for words in (TITLE, SECRET))
    without = find(user, parse(f"{TITLE} -{SECRET}"))

    assert (one.pk in {key.object_id for key in by_title.of_kind(kind)}) == is_known
    assert (one.pk in {key.object_id for key in by_text.of_kind(kind)}) == bool(access)
    # What is excluded must not tell either that a closed text holds it.
    assert (one.pk in {key.object_id for key in without.of_kind(kind)}) == (is_known and not access)
    for hit in by_title.show(by_title.of_kind(kind)):
        if not access and hit.found.url == one.search_found(False).url:
            assert (hit.passages, hit.reason, hit.found.text_url) == ([], closed_in_words(one, access), "")


@pytest.mark.parametrize("actor", ACTORS)
def test_everything_closed_shows_its_title_kind_day_page_and_reason_alone(client, cast, thing, actor):
    """Over every archived thing there is, searched by its own title, as each actor."""
    user = cast[actor]
    if user.is_authenticated:
        client.force_login(user)
    for one in (*Material.objects.all(), *Video.objects.all()):
        insert_or_update_object(one)
        access = rules.access(user, one)
        page = client.get("/search/", {"q": f'"{one.title}"'}).content.decode()
        if not access:
            assert SECRET not in page
            assert "/stream/" not in page
            assert f"#{PARTS[0][1]}" not in page or one.title == TITLE
        if not type(one).objects.listed_for(user).filter(pk=one.pk).exists():
            assert one.get_absolute_url() not in page


def test_suggestions_name_nothing_that_is_not_known(cast, thing):
    Material.objects.update(announced_on=None)
    Video.objects.update(announced_on=None)

    assert near_titles(cast.participant, parse("雨水浸透まつの手引き")) == []
    assert near_titles(cast.secretariat, parse("雨水浸透まつの手引き")) != []


def test_a_closed_text_is_suggested_by_no_word_of_it(cast, thing):
    assert near_titles(cast.anonymous, parse("量子計算機の余測")) == []


def test_a_draft_is_found_by_nobody(cast, db):
    from studygroup.models import NewsItem  # noqa: PLC0415

    news = NewsItem.objects.first()
    title = news.title
    NewsItem.objects.filter(pk=news.pk).update(live=False)

    assert all(not find(cast[actor], parse(f'"{title}"')).of_kind("news") for actor in ACTORS)


def test_every_searched_model_says_who_may_read_it():
    assert {Material, Video} <= set(searched_models())
    assert all(hasattr(model, "search_group") for model in searched_models())


def test_the_clock_alone_opens_what_is_found(cast, clock, thing):
    """No job opens anything: the same entries, another moment."""
    Material.objects.filter(pk=thing.material.pk).update(
        audience=Audience.PUBLIC, announced_on=date(2021, 10, 1), available_from=NOW + timedelta(days=1)
    )
    before = find(cast.anonymous, parse(SECRET))
    clock.move_to((NOW + timedelta(days=2)).isoformat())
    after = find(cast.anonymous, parse(SECRET))

    assert (len(before.of_kind("material")), len(after.of_kind("material"))) == (0, 1)
    assert timezone.now() > NOW
