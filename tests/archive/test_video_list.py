"""The list of videos: found by what was said, narrowed, and with how far one has come."""

from datetime import date, datetime

import pytest

from studygroup.enums import DepartmentField
from tests.factories.archive import make_video
from tests.factories.watching import make_talk, post_progress


def titles(answer) -> list[str]:
    return [video.title for video in answer.context["things"]]


def test_the_list_finds_what_was_said_however_it_is_written(client, cast):
    make_talk(title="削減シナリオ")
    make_video(title="別の話")
    client.force_login(cast.participant)

    answer = client.get("/videos/", {"q": "ﾀｲｻｸ"})

    assert titles(answer) == ["削減シナリオ"]
    assert "「ﾀｲｻｸ」を含む発言 1件" in answer.content.decode()


def test_a_hit_leads_to_its_second(client, cast):
    video = make_talk()
    client.force_login(cast.participant)

    page = client.get("/videos/", {"q": "対策"}).content.decode()

    assert f'href="{video.get_absolute_url()}?q=%E5%AF%BE%E7%AD%96&amp;t=24#t=0:24"' in page


def test_every_word_must_stand_somewhere(client, cast):
    make_talk(title="削減シナリオ")
    client.force_login(cast.participant)

    found = {question: titles(client.get("/videos/", {"q": question})) for question in ("対策 シナリオ", "対策 飛行機")}

    assert found == {"対策 シナリオ": ["削減シナリオ"], "対策 飛行機": []}


def test_a_closed_video_is_found_by_its_title_alone(client, cast):
    make_talk(title="削減シナリオ", description="説明の言葉")
    client.force_login(cast.staff)

    asked = ("シナリオ", "対策", "説明")
    found = {question: len(titles(client.get("/videos/", {"q": question}))) for question in asked}

    assert found == {"シナリオ": 1, "対策": 0, "説明": 0}
    assert "を含む発言" not in client.get("/videos/", {"q": "シナリオ"}).content.decode()


def test_the_list_narrows_by_administrative_field(client, cast):
    make_video(title="学校", fields=[DepartmentField.EDUCATION, DepartmentField.FACILITIES])
    make_video(title="堤防", fields=[DepartmentField.CIVIL_ENGINEERING])

    found = {field: titles(client.get("/videos/", {"field": field})) for field in ("education", "tourism", "nonsense")}

    assert found == {"education": ["学校"], "tourism": [], "nonsense": ["学校", "堤防"]}


def test_what_is_finished_leaves_the_unwatched(client, cast):
    seen, begun = make_talk(title="見た"), make_talk(title="途中")
    client.force_login(cast.participant)
    post_progress(client, seen, 100, "0-100")
    post_progress(client, begun)

    answer = client.get("/videos/", {"unwatched": "on"})

    assert titles(answer) == ["途中"]
    assert "続きから0:24" in answer.content.decode()


def test_only_somebody_signed_in_is_asked_about_the_unwatched(client, cast):
    make_talk()

    answer = client.get("/videos/", {"unwatched": "on"})

    assert "未視聴のみ" not in answer.content.decode()
    assert len(titles(answer)) == 1


def test_the_list_can_begin_with_the_oldest(client, cast):
    make_video(title="新", announced_on=date(2021, 10, 22))
    make_video(title="旧", announced_on=date(2021, 7, 1))

    assert titles(client.get("/videos/", {"order": "oldest"})) == ["旧", "新"]


@pytest.mark.parametrize(
    ("now", "said"),
    [("2021-12-23T12:00:00+09:00", "公開終了まで5日"), ("2021-12-28T12:00:00+09:00", "まもなく公開終了")],
)
def test_the_list_says_that_a_window_ends(client, cast, clock, now, said):
    make_talk(available_until=datetime.fromisoformat("2021-12-29T00:00+09:00"))
    clock.move_to(now)
    client.force_login(cast.participant)

    assert said in client.get("/videos/").content.decode()


def test_a_window_that_ends_later_is_not_pressed(client, cast, clock):
    make_talk(available_until=datetime.fromisoformat("2021-12-29T00:00+09:00"))
    clock.move_to("2021-11-23T12:00:00+09:00")
    client.force_login(cast.participant)

    assert "公開終了まで" not in client.get("/videos/").content.decode()


def test_where_nothing_fits_the_way_back_is_shown(client, cast):
    page = client.get("/videos/", {"q": "どこにもない言葉"}).content.decode()

    assert "条件に合う動画はありません" in page
    assert "キーワードを短くするか、絞り込みを外してください。" in page


@pytest.mark.parametrize("address", ["/videos/", "/videos/?q=対策", "/videos/?unwatched=on"])
def test_the_list_asks_no_more_for_three_than_for_one(client, cast, address, django_assert_max_num_queries):
    client.force_login(cast.participant)
    counts = []
    for count in (1, 2):
        for _ in range(count):
            post_progress(client, make_talk())
        client.get(address)
        with django_assert_max_num_queries(60) as asked:
            client.get(address)
        counts.append(len(asked))

    assert counts[0] == counts[1]
