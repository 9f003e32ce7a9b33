"""Watching: what is kept of it, what the page makes of it, and what is said on the way."""

from datetime import datetime

import pytest
from django.utils import timezone

from archive.models import Chapter, Conversion, Watching
from archive.playing import next_after, playing_of
from archive.watched import joined, parse, total, write
from sessions.enums import Audience
from studygroup.slots import Section
from tests.factories.archive import make_material, make_video
from tests.factories.watching import LINES, make_talk, post_progress


@pytest.mark.parametrize(
    ("ranges", "within", "expected"),
    [
        ([(0, 10), (5, 20)], None, [(0, 20)]),
        ([(30, 40), (0, 10)], None, [(0, 10), (30, 40)]),
        ([(0, 10), (10.5, 20)], None, [(0, 20)]),
        ([(0, 10), (11.5, 20)], None, [(0, 10), (11.5, 20)]),
        ([(90, 400), (500, 600)], 100, [(90, 100)]),
        ([(5, 5)], None, []),
    ],
)
def test_parts_are_joined_in_order_and_end_with_the_film(ranges, within, expected):
    assert joined(ranges, within=within) == expected


def test_parts_are_written_as_they_are_read():
    assert write(parse("0.0-24.5,30.0-61.2")) == "0.0-24.5,30.0-61.2"


@pytest.mark.parametrize("text", ["5-3", "-1-4", "a-b", "1-2,", "0-1e9", "1-2;3-4", ",".join(["0-1"] * 2001)])
def test_what_is_no_part_is_refused(text):
    with pytest.raises(ValueError, match="part"):
        parse(text)


def test_what_was_watched_twice_counts_once(client, cast):
    video = make_talk()
    client.force_login(cast.participant)

    post_progress(client, video, 40, "0-40")
    answer = post_progress(client, video, 30, "20-50")

    watching = Watching.objects.get()
    assert (answer.json(), watching.position, watching.ranges) == ({"finished": False}, 30, "0.0-50.0")
    assert (watching.percent, watching.finished_at) == (50, None)


@pytest.mark.parametrize(("watched", "finished"), [("0-89.9", False), ("0-50,45-90", True), ("0-5,95-5000", False)])
def test_a_video_is_finished_when_nine_tenths_were_really_watched(client, cast, watched, finished):
    video = make_talk()
    client.force_login(cast.participant)

    assert post_progress(client, video, 100, watched).json() == {"finished": finished}


def test_finished_stays_finished(client, cast):
    video = make_talk()
    client.force_login(cast.participant)
    post_progress(client, video, 100, "0-100")

    assert post_progress(client, video, 3, "0-3").json() == {"finished": True}


@pytest.mark.parametrize(
    "sent",
    [{}, {"position": "x"}, {"position": -1}, {"position": 3, "watched": "no"}, {"position": 3, "watched": "9-1"}],
)
def test_what_no_player_sends_is_refused(client, cast, sent):
    video = make_talk()
    client.force_login(cast.participant)

    assert client.post(f"/videos/{video.pk}/progress/", sent).status_code == 400
    assert not Watching.objects.exists()


def test_nobody_in_particular_leaves_nothing_behind(client, cast):
    video = make_talk(audience=Audience.PUBLIC)

    assert post_progress(client, video).status_code == 403
    assert not Watching.objects.exists()


def test_progress_ends_with_the_window(client, cast, clock):
    video = make_talk(available_until=datetime.fromisoformat("2021-12-29T00:00+09:00"))
    client.force_login(cast.participant)
    post_progress(client, video)
    clock.move_to("2021-12-29T00:00:00+09:00")

    assert post_progress(client, video, 90, "0-90").status_code == 403
    assert Watching.objects.get().position == 24


def test_how_far_one_has_come_is_ones_own(client, cast):
    video = make_talk()
    client.force_login(cast.participant)
    post_progress(client, video)
    client.force_login(cast.coordinator)

    assert "前回は" not in client.get(video.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("position", "query", "offered"), [(24, "", True), (9, "", False), (95, "", False), (24, "?t=60", False)]
)
def test_going_on_is_offered_where_there_is_something_to_go_on_with(client, cast, position, query, offered):
    video = make_talk()
    client.force_login(cast.participant)
    post_progress(client, video, position)

    page = client.get(f"{video.get_absolute_url()}{query}").content.decode()

    assert ("まで視聴しました" in page) is offered


def test_a_chapter_that_was_watched_is_done(client, cast):
    video = make_talk()
    client.force_login(cast.participant)
    post_progress(client, video, 60, "0-58")

    parts = client.get(video.get_absolute_url()).context["parts"]

    assert [(part.number, part.is_done, len(part.lines)) for part in parts] == [
        (0, False, 0),
        (1, True, 2),
        (2, False, 1),
    ]


def test_without_script_a_moment_is_a_page_that_begins_there(client, cast):
    video = make_talk()
    client.force_login(cast.participant)

    page = client.get(f"{video.get_absolute_url()}?t=24").content.decode()

    assert f'src="/videos/{video.pk}/stream/video.mp4#t=24"' in page
    assert 'href="?t=24#t=0:24"' in page
    assert 'href="?t=60#t=1:00"' in page


@pytest.mark.parametrize("asked", ["-1", "24x", "٣", "9" * 30, "0:24"])
def test_a_moment_that_is_none_begins_at_the_beginning(client, cast, asked):
    video = make_talk()
    client.force_login(cast.participant)

    answer = client.get(video.get_absolute_url(), {"t": asked})

    assert (answer.status_code, answer.context["start"]) == (200, None)


def test_the_transcript_can_be_kept_as_text(client, cast):
    video = make_talk()
    client.force_login(cast.participant)

    answer = client.get(f"/videos/{video.pk}/transcript.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().split("\r\n") == [
        "第2回の記録",
        "緩和策分科会 第2回（2021年度）",
        "",
        "1　はじめに（0:00〜）",
        "0:00　はじめに、排出量を見ます。",
        "0:24　対策をひとつずつ重ねていくと、姿が見えてきます。",
        "",
        "2　質疑（1:00〜）",
        "1:05　タイサクの質疑です。",
        "",
    ]


@pytest.mark.parametrize("address", ["/videos/{}/", "/videos/{}/transcript.txt"])
def test_of_a_closed_video_nothing_is_said(client, cast, address):
    video = make_talk()
    client.force_login(cast.staff)

    answer = client.get(address.format(video.pk))

    assert answer.status_code == 403
    assert not [text for _, text in LINES if text in answer.content.decode()]
    assert "はじめに</" not in answer.content.decode()


def test_slides_beside_a_chapter_are_for_those_who_may_open_them(client, cast):
    video = make_talk(audience=Audience.STAFF)
    video.chapters.update(material=make_material(title="部門別の数字"))
    page = f"{video.get_absolute_url()}"

    shown = {}
    for actor in ("participant", "staff"):
        client.force_login(cast[actor])
        shown[actor] = "chapter__slides" in client.get(page).content.decode()

    assert shown == {"participant": True, "staff": False}


def make_conversion(video, **values) -> Conversion:
    made = {"source": video.file.name, "made_of": video.file.name, "folder": "streams/made", "state": "done"}
    return Conversion.objects.create(video=video, asked_at=timezone.now(), **{**made, **values})


def test_what_was_made_is_offered_to_play(db):
    video = make_video()
    make_conversion(video, heights=[1080, 720, 360], has_sound=True)
    stream = f"/videos/{video.pk}/stream"

    playing = playing_of(video)

    assert (playing.stream, playing.low, playing.sound) == (
        f"{stream}/master.m3u8",
        f"{stream}/360.m3u8",
        f"{stream}/audio.m4a",
    )
    assert playing_of(video, "sound").sources == [(f"{stream}/audio.m4a", "audio/mp4")]


@pytest.mark.parametrize(
    "values",
    [{"heights": [360], "has_sound": False}, {"heights": [720, 360], "has_sound": True, "made_of": "former.mp4"}],
)
def test_what_was_not_made_is_not_offered(db, values):
    video = make_video()
    make_conversion(video, **values)

    assert [playing_of(video, way).way for way in ("low", "sound", "nonsense")] == ["", "", ""]


def test_what_follows_comes_first(db):
    first, second, third = (make_video(title=f"第{part}部", part=part) for part in (1, 2, 3))

    assert next_after(second, [first, third]) == [third, first]


def test_what_a_higher_app_offers_stands_beside_the_video(client, cast, register_hook):
    video = make_talk()
    client.force_login(cast.participant)
    asked = []

    def offer(user, thing):
        asked.append(thing)
        return Section(10, "components/empty.html", {"title": "この動画に一言"})

    register_hook("video_actions", offer)
    after = client.get(video.get_absolute_url()).content.decode()

    assert ("この動画について</h2>" in after, "この動画に一言" in after) == (True, True)
    assert asked == [video]


@pytest.mark.parametrize(
    ("is_automatic", "said"), [(True, "自動作成の字幕です。誤りに気づいたら"), (False, "事務局が確認済みの字幕です")]
)
def test_captions_say_whether_somebody_has_checked_them(client, cast, is_automatic, said):
    video = make_talk(captions_are_automatic=is_automatic)
    client.force_login(cast.participant)

    assert said in client.get(video.get_absolute_url()).content.decode()


def test_the_page_asks_no_more_for_many_lines_and_chapters(client, cast, django_assert_max_num_queries):
    video = make_talk()
    client.force_login(cast.participant)
    post_progress(client, video)
    counts = []
    for more in (1, 30):
        for each in range(more):
            Chapter.objects.create(video=video, start_ms=100 * more + each, title="章", material=make_material())
        client.get(video.get_absolute_url())
        with django_assert_max_num_queries(60) as asked:
            client.get(video.get_absolute_url())
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_watched_time_is_summed():
    assert total([(0, 10), (20, 25.5)]) == 15.5
