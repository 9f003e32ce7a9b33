"""How the programme speaks of dates; the examples are the original programme's own."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.dates import date_in_words, day_in_words, fiscal_year_of, fiscal_year_span, last_day_of_month
from sessions.enums import DatePrecision
from sessions.models import StudySession


@pytest.mark.parametrize(
    ("precision", "first", "last", "words"),
    [
        (DatePrecision.DAY, date(2021, 10, 29), None, "10月29日（金）"),
        (DatePrecision.DAY, date(2022, 1, 21), None, "2022年1月21日（金）"),
        (DatePrecision.PERIOD, date(2021, 6, 29), date(2021, 12, 28), "6月29日（火）〜12月28日（火）"),
        (DatePrecision.MONTH, date(2022, 1, 1), date(2022, 1, 31), "2022年1月頃"),
        (DatePrecision.MONTH_RANGE, date(2021, 11, 1), date(2021, 12, 31), "11〜12月頃"),
        (DatePrecision.UNDECIDED, None, None, "調整中"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(precision, first, last, words):
    assert date_in_words(precision, first, last, 2021) == words


def test_the_weekday_the_original_got_wrong_is_computed():
    assert day_in_words(date(2021, 6, 29)) == "6月29日（火）"


@pytest.mark.parametrize(
    ("day", "year"), [(date(2021, 3, 31), 2020), (date(2021, 4, 1), 2021), (date(2022, 1, 15), 2021)]
)
def test_a_fiscal_year_begins_in_april(day, year):
    assert fiscal_year_of(day) == year


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_lies_in_the_span_of_its_fiscal_year(day):
    first, last = fiscal_year_span(fiscal_year_of(day))

    assert first <= day <= last


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_the_day_after_the_last_of_a_month_is_the_first_of_another(day):
    assert (last_day_of_month(day) + timedelta(days=1)).day == 1


def test_the_second_meeting_of_january_2022_belongs_to_fiscal_2021(db):
    meeting = StudySession.objects.get(code="meetings-2021-2")

    assert (meeting.fiscal_year, meeting.date_in_words) == (2021, "2022年1月頃")


def test_sessions_come_by_their_first_possible_day(db):
    codes = StudySession.objects.by_first_day().values_list("code", flat=True)

    assert list(codes) == [
        "meetings-2021-1",
        "mitigation-2021-1",
        "adaptation-2021-1",
        "field-trip-2021-1",
        "adaptation-2021-2",
        "mitigation-2021-2",
        "adaptation-2021-3",
        "mitigation-2021-3",
        "meetings-2021-2",
    ]


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("2021-10-28T23:59+09:00", "開催予定"),
        ("2021-10-29T00:00+09:00", "本日開催"),
        ("2021-10-29T13:29+09:00", "本日開催"),
        ("2021-10-29T13:30+09:00", "開催中"),
        ("2021-10-29T16:29+09:00", "開催中"),
        ("2021-10-29T16:30+09:00", "終了"),
    ],
)
def test_the_state_of_a_session_is_read_off_the_clock(db, clock, moment, status):
    clock.move_to(moment)

    assert StudySession.objects.get(code="mitigation-2021-2").status[1] == status


def test_a_cancelled_session_stays_cancelled_whatever_the_clock_says(db, clock):
    clock.move_to("2022-03-31T00:00+09:00")

    assert StudySession.objects.get(code="field-trip-2021-1").status[1] == "中止"


def test_the_field_trip_leads_to_what_replaced_it_and_back(db):
    trip = StudySession.objects.get(code="field-trip-2021-1")
    second = StudySession.objects.get(code="mitigation-2021-2")

    assert (
        [held.code for held in trip.replaced_by.by_first_day()],
        [held.code for held in second.replaces.all()],
    ) == (["adaptation-2021-2", "mitigation-2021-2"], ["field-trip-2021-1"])


def test_the_shared_item_is_edited_once_and_drawn_in_both_sessions(db):
    first = StudySession.objects.get(code="mitigation-2021-1")
    shared = next(line.item.shared_item for line in first.agenda if line.item.shared_item)
    shared.title = "新しい補助事業の案内"
    shared.save()

    titles = [
        [line.item.title for line in StudySession.objects.get(code=code).agenda if line.item.shared_item]
        for code in ("mitigation-2021-1", "adaptation-2021-1")
    ]

    assert titles == [["新しい補助事業の案内"]] * 2
