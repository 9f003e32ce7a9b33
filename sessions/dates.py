"""Dates as the programme speaks of them: fiscal years, weekdays, and days not yet known."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from sessions.enums import DatePrecision

WEEKDAYS = "月火水木金土日"


def fiscal_year_of(day: date) -> int:
    """The fiscal year (年度, 1 April to 31 March) of `day`, as the western year it began in."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_span(fiscal_year: int) -> tuple[date, date]:
    """First and last day of a fiscal year."""
    return date(fiscal_year, 4, 1), date(fiscal_year + 1, 3, 31)


def last_day_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def day_in_words(day: date) -> str:
    """「10月29日（金）」; the weekday is computed, never stored."""
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def full_day_in_words(day: date | None) -> str:
    """「2022年4月1日（金）」, for what may be read in another year; 「未定」 without one."""
    return f"{day.year}年{day_in_words(day)}" if day else "未定"


def moment_in_words(moment: datetime | None) -> str:
    """「10月27日（水）17:00」, in Tokyo; 「未定」 without one."""
    if moment is None:
        return "未定"
    local = timezone.localtime(moment)
    return f"{day_in_words(local.date())}{local.hour}:{local.minute:02d}"


def date_in_words(precision: str, first: date | None, last: date | None, fiscal_year: int) -> str:
    """How a date of this precision is written: 「10月29日（金）」「2022年1月頃」「11〜12月頃」「調整中」.

    A month outside the calendar year in which the fiscal year began names its year, as the original does.
    """
    if precision == DatePrecision.UNDECIDED or first is None:
        return "調整中"
    year = f"{first.year}年" if first.year != fiscal_year else ""
    if precision == DatePrecision.DAY:
        return year + day_in_words(first)
    last = last or first
    if precision == DatePrecision.PERIOD:
        return f"{year}{day_in_words(first)}〜{day_in_words(last)}"
    if precision == DatePrecision.MONTH or (first.year, first.month) == (last.year, last.month):
        return f"{year}{first.month}月頃"
    return f"{year}{first.month}〜{last.month}月頃"
