"""The home page: what comes next, for whom, and in which order it is told."""

import re
from datetime import date

import pytest
from django.core.files.base import ContentFile

from archive.models import Video
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Enrolment
from sessions.enums import SessionState
from sessions.models import Series, StudySession
from studygroup.models import Department, Municipality, NewsItem, User

pytestmark = pytest.mark.django_db

LIVE = "2021-10-29T14:00+09:00"
AFTER_THE_LAST_DAY = "2021-11-05T09:00+09:00"


def main_of(response) -> str:
    text = response.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def texts(pattern: str, html: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", found).strip() for found in re.findall(pattern, html, re.DOTALL)]


def greeting_in(response) -> list[str]:
    return texts(r'<p class="greeting__line">(.*?)</p>', main_of(response))


def add_video(**details) -> Video:
    series = Series.objects.get(key="lectures")
    return Video.objects.create(
        title="動画講演", series=series, fiscal_year=2021, announced_on=date(2021, 6, 25), seconds=60, **details
    )


def test_home_tells_its_sections_in_the_order_of_the_design(client):
    add_video(audience="public")

    response = client.get("/")

    assert texts(r"<h2[^>]*>(.*?)</h2>", main_of(response)) == [
        "次回の開催",
        "お知らせ・新着情報",
        "よく使う機能",
        "2つの分科会",
        "3年間の歩み",
        "新しい動画",
    ]


def test_home_shows_the_next_two_sessions_by_their_themes(client):
    response = client.get("/")

    titles = texts(r'<h3 class="session__title"[^>]*>(.*?)</h3>', main_of(response))
    assert titles == ["「施設の脆弱性の検証」の課題の共有", "「温室効果ガス削減シナリオ」の課題の共有"]


def test_home_without_a_session_ahead_says_so(client, clock):
    clock.move_to(AFTER_THE_LAST_DAY)

    response = client.get("/")

    assert "次回の開催は調整中です。決まりしだいお知らせします。" in main_of(response)


def test_home_without_news_says_so(client):
    for item in NewsItem.objects.all():
        item.delete()

    response = client.get("/")

    assert "お知らせはまだありません。" in main_of(response)


@pytest.mark.parametrize(
    ("moment", "announced"),
    [
        ("2021-10-29T13:29+09:00", 0),
        ("2021-10-29T13:30+09:00", 1),
        ("2021-10-29T16:29+09:00", 1),
        ("2021-10-29T16:30+09:00", 0),
    ],
)
def test_home_has_a_banner_while_a_session_is_held(client, clock, moment, announced):
    clock.move_to(moment)

    response = client.get("/")

    assert response.content.decode().count('aria-label="開催中"') == announced


@pytest.mark.parametrize(
    ("actor", "moment", "line"),
    [
        ("participant", "2021-10-25T09:00+09:00", "立川市 環境課さん、次は10月27日（水）適応策分科会 第2回です"),
        ("participant", "2021-10-28T09:00+09:00", "立川市 環境課さん、次は10月29日（金）緩和策分科会 第2回です"),
        ("participant", "2021-10-29T09:00+09:00", "立川市 環境課さん、緩和策分科会 第2回は本日です"),
        ("participant", LIVE, "立川市 環境課さん、緩和策分科会 第2回を開催中です"),
        ("other", "2021-10-28T09:00+09:00", "墨田区 環境課さん、次は適応策分科会 第3回（11〜12月頃）の予定です"),
        ("other", "2022-04-02T09:00+09:00", "墨田区 環境課さん、次回の開催は調整中です"),
        ("staff", "2021-10-25T09:00+09:00", "府中市さん、次は62市区町村ミーティング 第2回（2022年1月頃）の予定です"),
        ("suspended", "2021-10-25T09:00+09:00", "調布市さん、ようこそ"),
    ],
)
def test_home_greets_who_is_signed_in_with_the_session_that_is_theirs(client, clock, cast, actor, moment, line):
    clock.move_to(moment)
    client.force_login(cast[actor])

    response = client.get("/")

    assert greeting_in(response) == [line]


@pytest.mark.parametrize(
    ("moment", "cards"),
    [
        ("2021-10-27T09:00+09:00", ["適応策分科会 第2回 本日開催", "緩和策分科会 第2回 中止"]),
        ("2021-10-29T23:59+09:00", ["緩和策分科会 第2回 中止"]),
        ("2021-10-30T00:00+09:00", []),
    ],
)
def test_home_keeps_what_was_called_off_until_its_day_is_over(client, clock, moment, cards):
    call_off("mitigation-2021-2", replaced_by="mitigation-2021-3")
    clock.move_to(moment)

    html = main_of(client.get("/"))

    tops = texts(r'<div class="session__top">(.*?)</div>', html)
    assert [" ".join(top.split()).replace("　", " ") for top in tops] == cards
    assert ("講師の都合" in html) == bool(cards)
    told = texts(r'<div class="session__off">(.*?)</div>', html)
    assert [re.sub(r"\s+", " ", words) for words in told] == ["講師の都合 振替先 緩和策分科会 第3回 11〜12月頃"] * bool(
        cards
    )


def test_home_names_what_comes_next_when_the_next_was_called_off(client, clock, cast):
    call_off("mitigation-2021-2")
    clock.move_to("2021-10-28T09:00+09:00")
    client.force_login(cast.coordinator)

    response = client.get("/")

    assert greeting_in(response) == ["立川市 環境課さん、次は適応策分科会 第3回（11〜12月頃）の予定です"]
    assert texts(r'<span class="sub small">(次回.*?)</span>', main_of(response)) == [
        "次回　第3回 11〜12月頃",
        "次回　第3回 11〜12月頃",
    ]
    assert "次回の開催は調整中です。" in main_of(response)


def call_off(code: str, replaced_by: str = "") -> None:
    study_session = StudySession.objects.get(code=code)
    study_session.state, study_session.reason = SessionState.CANCELLED, "講師の都合"
    study_session.replaced_by.set(StudySession.objects.filter(code=replaced_by))
    study_session.save_revision().publish()


def test_home_greets_someone_of_no_municipality_by_name(client):
    client.force_login(User.objects.create_user("new@test.example", name="見本 新"))

    response = client.get("/")

    assert greeting_in(response) == ["見本 新さん、ようこそ"]


def test_home_greets_nobody_who_is_not_signed_in(client):
    assert greeting_in(client.get("/")) == []


def test_home_counts_municipalities_not_departments_and_no_samples(client, cast):
    enrol(cast.participant.municipality, "環境課")
    enrol(cast.participant.municipality, "防災課")
    sample = Municipality.objects.create(code="990001", name="甲市", slug="ko", kind="city", order=901, is_sample=True)
    enrol(sample, "環境政策課")

    response = client.get("/")

    assert texts(r'<span class="hero__figure">(.*?)</span>', main_of(response)) == ["1／62 自治体"]


def enrol(municipality: Municipality, name: str) -> None:
    department, _ = Department.objects.get_or_create(municipality=municipality, name=name, field="environment")
    series = Series.objects.get(key="mitigation")
    facts = {"fiscal_year": 2021, "state": EnrolmentState.CONFIRMED}
    Enrolment.objects.get_or_create(department=department, series=series, **facts)


def test_home_tells_why_a_video_is_closed_and_shows_no_picture_of_it(client):
    add_video(audience="staff", file=ContentFile(b"film", "film.mp4"), poster=ContentFile(b"picture", "poster.jpg"))

    html = main_of(client.get("/"))

    assert "東京の62市区町村の職員の方が見られます。" in html
    assert "/stream/" not in html


@pytest.mark.parametrize(
    ("moment", "year"), [("2021-10-25T09:00+09:00", "2021年度"), ("2022-04-01T00:00+09:00", "2022年度")]
)
def test_home_marks_the_current_year_by_the_clock(client, clock, moment, year):
    clock.move_to(moment)

    html = main_of(client.get("/"))

    assert texts(r'aria-current="step">\s*<p class="years__year">(.*?) <span', html) == [year]


def test_home_reads_little_once_its_content_is_known(client, django_assert_max_num_queries):
    client.get("/?first")

    with django_assert_max_num_queries(12):
        client.get("/?second")
