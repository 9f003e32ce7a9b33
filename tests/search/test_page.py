"""The search page, as its readers meet it."""

from urllib.parse import quote

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.search.backends import get_search_backend
from wagtail.search.index import insert_or_update_object

from archive.models import Material
from archive.search.models import Entry, SynonymGroup
from sessions.enums import Audience
from sessions.models import StudySession
from studygroup.models import NewsItem
from tests.factories.archive import make_material, make_video


def search(client, words, **narrowed):
    return client.get("/search/", {"q": words, **narrowed})


def titles(response):
    groups = [group for group, _ in response.context.get("groups", ())]
    hits = [hit for group in groups for hit in group.hits] or response.context.get("hits", [])
    return {hit.found.title for hit in hits}


def test_without_words_there_is_the_form_alone(client, db):
    response = client.get("/search/")

    assert response.status_code == 200
    assert "件見つかりました" not in response.content.decode()


def test_a_session_is_found_by_a_word_in_the_middle_of_its_agenda(client, db):
    session = StudySession.objects.get(code="mitigation-2021-2")
    title = session.agenda_items.first().title

    assert session.title in titles(search(client, title[2:8]))


def test_the_words_are_marked_in_the_text_as_it_was_written(client, db):
    make_material(title="ＣＯ２の取り組み", audience=Audience.PUBLIC)

    page = search(client, "co2 取組").content.decode()

    assert "<mark>ＣＯ２</mark>の<mark>取り組</mark>み" in page


def test_what_is_found_of_one_kind_is_shown_page_by_page(client, db):
    for number in range(21):
        make_material(title=f"雨水浸透ます {number}", audience=Audience.PUBLIC, order=number + 10)

    first, second = (search(client, "雨水浸透ます", kind="material", page=page) for page in (1, 2))

    assert (len(titles(first)), len(titles(second))) == (20, 1)
    assert titles(first).isdisjoint(titles(second))


def test_year_and_series_narrow_and_what_is_no_choice_narrows_nothing(client, db):
    make_material(title="雨水浸透ます", audience=Audience.PUBLIC)

    assert titles(search(client, "雨水浸透ます", year="2021")) == {"雨水浸透ます"}
    assert titles(search(client, "雨水浸透ます", year="1999", kind="x", series="'")) == {"雨水浸透ます"}


def test_excluded_words_leave_out_the_thing_whichever_part_of_it_holds_them(client, db):
    make_material(title="雨水浸透ます", audience=Audience.PUBLIC)
    make_material(title="雨水浸透ます 点検表", audience=Audience.PUBLIC)

    assert titles(search(client, "雨水浸透ます -点検表")) == {"雨水浸透ます"}


def test_the_office_changes_what_means_the_same(client, db, django_capture_on_commit_callbacks):
    make_material(title="雨庭のつくりかた", audience=Audience.PUBLIC)
    assert not titles(search(client, "レインガーデン"))

    with django_capture_on_commit_callbacks(execute=True):
        SynonymGroup.objects.create(words="雨庭、レインガーデン")

    assert titles(search(client, "レインガーデン")) == {"雨庭のつくりかた"}
    assert not titles(search(client, '"レインガーデン"'))


def test_nothing_found_says_what_to_do_next(client, db):
    make_material(title="雨水浸透ますの手引き", audience=Audience.PUBLIC)

    page = search(client, "雨水浸透まつの手引き").content.decode()

    assert "「雨水浸透まつの手引き」に一致するものはありませんでした。" in page
    assert "もしかして" in page
    assert "雨水浸透ますの手引き" in page


def test_each_of_several_words_is_offered_alone(client, db):
    make_material(title="雨水浸透ます", audience=Audience.PUBLIC)

    assert "言葉を減らして探す" in search(client, "雨水浸透ます 量子計算機").content.decode()


@pytest.mark.parametrize(
    "words", ['"', '""', "'", "-", "*", "a OR", "NEAR(", "%", "\\", "^", "🌱", "＂", "(" * 90, "あ" * 5000, "緑 " * 500]
)
def test_nothing_typed_is_an_error(client, db, words):
    assert search(client, words).status_code == 200


def test_nul_is_refused(client, db):
    assert client.get("/search/?q=a%00b").status_code == 400


def test_one_character_is_found_where_it_stands(client, db):
    make_material(title="鰻と川", audience=Audience.PUBLIC)

    assert titles(search(client, "鰻")) == {"鰻と川"}


def test_a_hit_costs_no_query_of_its_own(client, db, django_assert_num_queries):
    def count():
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        search(client, "雨水浸透ます")
        with CaptureQueriesContext(connection) as queries:
            search(client, "雨水浸透ます")
        return len(queries)

    make_material(title="雨水浸透ます 1", audience=Audience.PUBLIC)
    one = count()
    make_material(title="雨水浸透ます 2", audience=Audience.PUBLIC)
    make_material(title="雨水浸透ます 3", audience=Audience.PUBLIC)

    assert count() == one


def test_what_is_saved_deleted_and_published_is_found_accordingly(client, db):
    material = make_material(title="雨水浸透ます", audience=Audience.PUBLIC)
    material.title = "緑化の手引き書"
    material.save()
    assert (titles(search(client, "雨水浸透ます")), titles(search(client, "緑化の手引き書"))) == (
        set(),
        {"緑化の手引き書"},
    )

    material.delete()
    assert not titles(search(client, "緑化の手引き書"))


def test_an_index_that_is_lost_is_written_anew(client, db):
    from django.core.management import call_command  # noqa: PLC0415

    make_material(title="雨水浸透ます", audience=Audience.PUBLIC)
    Entry.objects.all().delete()
    assert not titles(search(client, "雨水浸透ます"))

    call_command("update_index", verbosity=0)

    assert titles(search(client, "雨水浸透ます")) == {"雨水浸透ます"}


def test_pages_and_lines_are_found_where_they_stand(client, db, monkeypatch):
    material = make_material(title="報告書", audience=Audience.PUBLIC)
    parts = [(f"p.{page}", f"page={page}", "前置き。" * 300) for page in range(1, 12)]
    parts.append(("p.12", "page=12", "量子計算機による予測の結果をここに示す。"))
    monkeypatch.setattr(Material, "search_parts", lambda self: iter(parts), raising=False)
    insert_or_update_object(material)

    response = search(client, "量子計算機")

    page = response.content.decode()
    assert (titles(response), "#page=12" in page, "p.12" in page) == ({"報告書"}, True, True)


def test_the_cms_finds_japanese_in_its_own_lists(db):
    news = NewsItem.objects.first()

    backend = get_search_backend()

    assert news in list(backend.autocomplete(news.title[1:5], NewsItem.objects.all()))
    assert news in list(NewsItem.objects.live().search(news.title[1:5]))
    assert NewsItem.objects.live().search(news.title[1:5]).count() >= 1
    assert not list(NewsItem.objects.search('"\x00'))


def test_the_cms_finds_what_goes_on_while_it_is_typed(db):
    video = make_video(title="carbon budget")

    backend = get_search_backend()

    assert list(backend.autocomplete("carb", type(video))) == [video]
    assert list(backend.search("carb", type(video))) == []


def test_the_best_comes_first(client, db):
    make_material(title="雨水浸透ます", audience=Audience.PUBLIC)
    video = make_video(title="記録", description="雨水浸透ますの話も少しあった。", audience=Audience.PUBLIC)

    groups = [group.key for group, _ in search(client, "雨水浸透ます").context["groups"]]

    assert groups == ["material", "video"]
    assert video.title in titles(search(client, "雨水浸透ます"))


def test_anonymous_readers_share_no_kept_page_of_a_search(client, db):
    make_material(title="雨水浸透ます", audience=Audience.PUBLIC)
    search(client, "雨水浸透ます")

    assert AnonymousUser().pk is None
    assert "雨水浸透ます" not in client.get("/search/").content.decode()


def test_a_moment_of_a_recording_is_linked_with_the_words_that_led_to_it(client, db):
    video = make_video(audience="public")
    line = video.lines.order_by("number").first()
    insert_or_update_object(video)

    page = search(client, line.text).content.decode()

    minutes, seconds = divmod(line.start_ms // 1000, 60)
    assert f'href="/videos/{video.pk}/?q={quote(line.text)}#t={minutes}:{seconds:02}"' in page
