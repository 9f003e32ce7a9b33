"""The pages of the programme: what they say, to whom, and with how many queries."""

import json
import re
from datetime import date, time
from itertools import pairwise

import pytest
from django.core.files.base import ContentFile
from django.templatetags.static import static

from sessions.enums import DatePrecision, SessionState
from sessions.models import Series, StudySession
from sessions.structured_data import event_of
from studygroup.templatetags.crumbs import page_crumbs
from tests.factories.archive import make_material, make_video

pytestmark = pytest.mark.django_db
PAGES = [
    "/about/",
    "/calendar/",
    "/lectures/",
    "/meetings/",
    "/meetings/2021-1/",
    "/subcommittees/",
    "/subcommittees/adaptation/",
    "/subcommittees/field-trip/",
    "/subcommittees/field-trip/2021-1/",
    "/subcommittees/mitigation/",
    "/subcommittees/mitigation/2021-1/",
    "/subcommittees/mitigation/2021-3/",
    "/materials/",
    "/videos/",
]


def text_of(client, address: str) -> str:
    """The page's words without markup, white space folded."""
    html = client.get(address).content.decode()
    main = re.sub(r"<(script|style).*?</\1>", "", html.partition("<main")[2], flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_h1_and_headings_in_order(client, address):
    html = client.get(address).content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", html.partition("<main")[2].partition("</main>")[0])]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_holds_no_inline_script_or_style(client, address):
    html = client.get(address).content.decode()

    assert re.findall(r"<script(?![^>]*(?:src=|ld\+json))|<style|\sstyle=|\son[a-z]+=", html) == []


@pytest.mark.parametrize("query", ["year=abc", "year=" + "9" * 30, "year=", "page=999", "page=-1", "kind=%27&series=x"])
@pytest.mark.parametrize("address", ["/calendar/", "/subcommittees/mitigation/", "/materials/", "/videos/"])
def test_a_hostile_query_is_answered_as_if_it_were_none(client, address, query):
    assert client.get(f"{address}?{query}").status_code == 200


def test_the_series_page_shows_what_is_next_with_its_agenda(client):
    text = text_of(client, "/subcommittees/mitigation/")

    assert "第2回 「温室効果ガス削減シナリオ」の課題の共有" in text
    assert "13:30〜16:30（受付 13:00〜）" in text
    assert "相模原市における脱炭素ロードマップの策定について" in text


def test_only_the_two_tracks_have_a_switch(client):
    switches = {address: "分科会の切り替え" in client.get(address).content.decode() for address in PAGES}

    assert [address for address, has_one in switches.items() if has_one] == [
        "/subcommittees/adaptation/",
        "/subcommittees/mitigation/",
    ]


def test_a_department_in_the_series_is_told_that_it_is(client, cast):
    told = {}
    for actor in ("staff", "participant", "other"):
        client.force_login(cast[actor])
        told[actor] = "あなたの課の登録" in text_of(client, "/subcommittees/mitigation/")

    assert told == {"staff": False, "participant": True, "other": False}


def test_a_cancelled_session_stays_with_its_reason_and_what_replaces_it(client):
    series, page = text_of(client, "/subcommittees/field-trip/"), text_of(client, "/subcommittees/field-trip/2021-1/")

    for text in (series, page):
        assert "中止" in text
        assert "新型コロナウイルス感染症の拡大防止の観点から、中止しました。" in text
    assert "適応策分科会 第2回" in page
    assert "緩和策分科会 第2回" in page


def test_the_chain_is_read_from_the_other_end_too(client):
    text = text_of(client, "/subcommittees/mitigation/2021-2/")

    assert "この回は、 見学会 （中止）の振替です。" in text


def test_the_series_page_counts_materials_and_leads_to_the_recording(client, cast):
    study_session = StudySession.objects.get(code="mitigation-2021-1")
    make_material(study_session=study_session)
    video = make_video(study_session=study_session)
    client.force_login(cast.participant)

    html = client.get("/subcommittees/mitigation/").content.decode()

    assert '<a href="#files-mitigation-2021-1">資料 1点' in html
    assert f'<a href="/videos/{video.pk}/">録画を見る' in html


@pytest.mark.parametrize("address", ["/subcommittees/mitigation/", "/subcommittees/mitigation/2021-2/", "/materials/"])
def test_a_closed_material_is_listed_with_the_reason_and_without_its_address(client, address):
    material = make_material()

    html = client.get(address).content.decode()

    assert material.title in html
    assert "緩和策分科会に参加登録した部署の方が見られます。" in html
    assert material.get_absolute_url() not in html


@pytest.mark.parametrize("address", ["/subcommittees/mitigation/", "/subcommittees/mitigation/2021-2/", "/videos/"])
def test_a_closed_video_shows_no_picture_of_its_own(client, cast, address):
    video = make_video()
    video.poster.save("poster.jpg", ContentFile(b"picture"), save=True)
    poster = f"/videos/{video.pk}/stream/poster.jpg"
    shown = {"anonymous": poster in client.get(address).content.decode()}
    client.force_login(cast.participant)
    shown["participant"] = poster in client.get(address).content.decode()

    assert shown == {"anonymous": False, "participant": True}


def test_what_is_announced_without_a_file_is_being_prepared(client):
    make_material(file=None)

    assert "準備中です。" in text_of(client, "/subcommittees/mitigation/2021-2/")


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2021-10-25T09:00+09:00", "公開期間 6月29日（火）〜12月28日（火）"),
        ("2021-12-28T23:59+09:00", "公開期間 6月29日（火）〜12月28日（火）"),
        ("2021-12-29T00:00+09:00", "公開期間は終わりました。"),
    ],
)
def test_the_lectures_say_how_long_they_are_open(client, clock, now, words):
    clock.move_to(now)

    assert words in text_of(client, "/lectures/")


def test_no_page_promises_a_lead_time(client):
    promising = [address for address in PAGES if re.search("1週間前|上旬の予定", text_of(client, address))]

    assert promising == []


def test_the_event_of_a_session_tells_day_place_and_ways():
    study_session = StudySession.objects.with_agenda().get(code="mitigation-2021-2")

    event = event_of(study_session, "https://site.example/here/")

    assert event["startDate"] == "2021-10-29T13:30:00+09:00"
    assert event["endDate"] == "2021-10-29T16:30:00+09:00"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in event["location"]] == ["Place", "VirtualLocation"]
    assert event["organizer"]["name"] == "公益財団法人東京市町村自治調査会"


@pytest.mark.parametrize(
    ("state", "status"), [(SessionState.CANCELLED, "EventCancelled"), (SessionState.POSTPONED, "EventPostponed")]
)
def test_the_event_of_a_session_called_off_says_so(state, status):
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    study_session.state = state

    assert event_of(study_session, "")["eventStatus"] == f"https://schema.org/{status}"


def test_a_session_without_a_day_is_no_event(client):
    assert b"ld+json" not in client.get("/subcommittees/mitigation/2021-3/").content


def test_the_event_cannot_leave_its_script(client):
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    study_session.theme = "</script><b>&"
    study_session.save()

    html = client.get("/subcommittees/mitigation/2021-2/").content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1]

    assert json.loads(block)["description"] == "</script><b>&"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_nothing_twice(client, django_assert_max_num_queries, address):
    client.get("/accessibility/")  # navigation and contact are remembered

    with django_assert_max_num_queries(40) as captured:
        client.get(address)

    asked = [query["sql"] for query in captured.captured_queries]
    assert [sql for sql in set(asked) if asked.count(sql) > 1] == []


@pytest.mark.parametrize(
    "address", ["/subcommittees/mitigation/", "/subcommittees/mitigation/2021-2/", "/materials/", "/videos/"]
)
def test_more_rows_cost_no_more_queries(client, django_assert_max_num_queries, address):
    make_material()
    make_video()
    with django_assert_max_num_queries(40) as few:
        client.get(address + "?a")
    for order in range(2, 12):
        make_material(order=order)
        make_video(order=order, study_session=StudySession.objects.get(code=f"mitigation-2021-{order % 2 + 1}"))
        add_session(serial=order + 10)

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address + "?b")


def add_session(*, serial: int) -> StudySession:
    series = Series.objects.get(key="mitigation")
    study_session = StudySession(
        title=f"緩和策分科会 {serial}",
        slug=f"2021-{serial}",
        series=series,
        code=f"mitigation-2021-{serial}",
        fiscal_year=2021,
        serial=serial,
        number=serial,
        date_precision=DatePrecision.DAY,
        date_from=date(2022, 1, serial),
        start=time(13, 30),
    )
    return series.add_child(instance=study_session)


def test_the_agenda_is_made_anew_for_each_reader():
    """What is remembered between requests is read by several threads at once."""
    remembered = StudySession.objects.with_agenda().get(code="mitigation-2021-2")
    first = remembered.agenda
    del remembered.agenda

    again = remembered.agenda

    assert again == first
    assert [now.parts is before.parts for now, before in zip(again, first, strict=True)] == [False] * len(first)


def test_a_preview_leaves_its_title_nowhere():
    page, draft = (StudySession.objects.get(code="mitigation-2021-2") for _ in range(2))
    draft.title = "秘密の名称"

    crumbs = {"preview": page_crumbs(draft)[-1], "page": page_crumbs(page)[-1]}

    assert crumbs == {"preview": ("秘密の名称", ""), "page": ("緩和策分科会 第2回", "")}


def test_the_year_asked_for_shows_its_own_materials(client):
    study_session = add_session(serial=9)
    StudySession.objects.filter(pk=study_session.pk).update(fiscal_year=2020)
    make_material(title="今年の手引き")
    make_material(title="前の年の手引き", study_session=StudySession.objects.get(pk=study_session.pk))
    titles = ("今年の手引き", "前の年の手引き")

    shown = {
        query: [title for title in titles if title in text_of(client, f"/subcommittees/mitigation/{query}")]
        for query in ("", "?year=2020")
    }

    assert shown == {"": ["今年の手引き"], "?year=2020": ["前の年の手引き"]}


def test_a_page_of_a_series_reads_its_sessions_once(client, django_assert_max_num_queries):
    client.get("/accessibility/")
    make_material()

    with django_assert_max_num_queries(40) as captured:
        client.get("/subcommittees/mitigation/?a")

    sessions = [query for query in captured.captured_queries if 'FROM "study_sessions_studysession"' in query["sql"]]
    assert len(sessions) == 2  # which years there are, and the year


def test_a_closed_recording_shows_the_drawing_of_its_track(client):
    make_video()

    html = client.get("/subcommittees/mitigation/").content.decode()

    assert re.findall(r'<img class="thumb" src="([^"]+)" alt="" width="320" height="180">', html) == [
        static("icons/thumb-mitigation.svg")
    ]


def test_what_was_called_off_leads_to_what_replaces_it_and_to_what_follows_that(client):
    html = client.get("/subcommittees/field-trip/2021-1/").content.decode()
    banner = html.partition('id="off"')[2].partition("</section>")[0]

    assert re.findall(r'<a href="([^"]+)">', banner) == [
        "/subcommittees/adaptation/2021-2/",
        "/subcommittees/adaptation/2021-3/",
        "/subcommittees/mitigation/2021-2/",
        "/subcommittees/mitigation/2021-3/",
    ]


def test_the_chain_is_read_from_its_last_end(client):
    page = client.get("/subcommittees/mitigation/2021-3/").content.decode()
    note = page.partition('class="note"')[2].partition("</p>")[0]

    assert re.findall(r'<a href="([^"]+)">', note) == [
        "/subcommittees/mitigation/2021-2/",
        "/subcommittees/field-trip/2021-1/",
    ]


@pytest.mark.parametrize("address", ["/meetings/2021-1/", "/meetings/2021-2/", "/subcommittees/mitigation/2021-1/"])
def test_a_session_outside_the_chain_says_nothing_of_it(client, address):
    assert 'class="note"' not in client.get(address).content.decode()


def test_a_session_called_off_without_a_place_says_so_in_each_row(client):
    text = text_of(client, "/subcommittees/field-trip/2021-1/")

    assert "会場 未定（中止）" in text
    assert "参加方法 中止のため、参加の受付はありません。" in text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/meetings/2021-1/", "2021年6月29日（火） 時刻は公表されていません"),
        ("/meetings/", "6月29日（火） 時刻は公表されていません"),
        ("/calendar/", "6月29日（火） 時刻は公表されていません"),
    ],
)
def test_a_day_without_hours_says_so(client, address, words):
    assert words in text_of(client, address)


def test_a_day_ahead_without_hours_is_being_arranged(client):
    StudySession.objects.filter(code="mitigation-2021-2").update(start=None, end=None, reception=None)

    assert "2021年10月29日（金） 時刻は調整中です" in text_of(client, "/subcommittees/mitigation/2021-2/")


@pytest.mark.parametrize("address", ["/calendar/", "/subcommittees/mitigation/"])
def test_a_table_tells_the_parts_of_an_item_and_what_is_held_in_common(client, address):
    text = text_of(client, address)

    assert (
        "発表 先行事例発表 長野県が気候変動に向き合う理由 長野県の地球温暖化対策の歩み 長野県ゼロカーボン戦略" in text
    )
    assert "案内 地域間協力活性化事業（市区町村向けの補助事業） 共通" in text


@pytest.mark.parametrize(
    ("now", "rows"),
    [
        ("2021-10-26T09:00+09:00", ["適応策分科会 次回", "緩和策分科会 開催予定"]),
        ("2021-10-27T09:00+09:00", ["適応策分科会 本日開催", "緩和策分科会 開催予定"]),
        ("2021-10-28T09:00+09:00", ["適応策分科会 終了", "緩和策分科会 次回"]),
    ],
)
def test_the_calendar_marks_what_comes_next(client, clock, now, rows):
    clock.move_to(now)

    text = text_of(client, "/calendar/")

    marked = re.findall(r"第2回 （(適応策分科会|緩和策分科会)） (\S+)", text)
    assert sorted(" ".join(row) for row in marked) == sorted(rows)


@pytest.mark.parametrize(
    ("now", "leading"),
    [
        ("2021-06-28T23:59+09:00", ["/meetings/"]),
        ("2021-06-29T00:00+09:00", ["/", "/videos/", "/meetings/"]),
        ("2021-12-28T23:59+09:00", ["/", "/videos/", "/meetings/"]),
        ("2021-12-29T00:00+09:00", ["/meetings/"]),
    ],
)
def test_the_lectures_are_led_to_from_elsewhere(client, clock, now, leading):
    series = Series.objects.get(key="lectures")
    make_video(study_session=None, series=series, fiscal_year=2021, announced_on=date(2021, 6, 1))
    clock.move_to(now)

    link = f'<a href="/lectures/">{series.title}'

    assert [page for page in ("/", "/videos/", "/meetings/") if link in client.get(page).content.decode()] == leading


def test_only_a_series_open_to_the_same_people_tells_of_the_lectures(client):
    telling = [address for address in PAGES if "同時開催" in text_of(client, address)]

    assert telling == ["/meetings/"]
