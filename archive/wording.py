"""Why a thing is closed and how long it is open, in a sentence."""

from datetime import datetime, timedelta

from django.utils import timezone

from archive.enums import Closed
from sessions.dates import day_in_words
from sessions.enums import Audience

AUDIENCE_SENTENCES = {
    Audience.STAFF: "東京の62市区町村の職員の方が見られます。",
    Audience.ENROLLED_MUNICIPALITY: "参加登録した自治体の職員の方が見られます。",
    Audience.ENROLLED_DEPARTMENT: "この内容は参加登録した部署の方が見られます。",
    Audience.ATTENDING: "この回に参加申込みをした方が見られます。",
}
HEADINGS = {
    Closed.PREPARING: "準備中です",
    Closed.NOT_YET: "公開前です",
    Closed.OVER: "公開は終了しました",
    Closed.AUDIENCE: "公開範囲が限られています",
}


def closed_heading(access) -> str:
    """The heading of the page that a reader gets instead of the thing."""
    return HEADINGS.get(access.reason, "")


def closed_in_words(thing, access) -> str:
    """The sentence a reader gets instead of `thing` (a Material or Video), from `access` (archive.rules.Access)."""
    match access.reason:
        case Closed.PREPARING:
            return "準備中です。公開まで、しばらくお待ちください。"
        case Closed.NOT_YET:
            return f"{_beginning(access.moment)}から公開します。"
        case Closed.OVER:
            return f"公開は{end_in_words(access.moment)}に終了しました。"
        case Closed.AUDIENCE:
            return _audience_in_words(thing)
    return ""


def _audience_in_words(thing) -> str:
    """For whom `thing` is; what is for enrolled departments names the series in which one enrols for it."""
    if thing.audience == Audience.ENROLLED_DEPARTMENT and thing.series_id:
        enrolled_in = "・".join(thing.series.titles_of_enrolment)
        return f"{enrolled_in}に参加登録した部署の方が見られます。"
    return AUDIENCE_SENTENCES[thing.audience]


def window_in_words(thing) -> str:
    """「2021年6月29日（火）〜2021年12月28日（火）24:00」, either end alone where only one is set, or nothing."""
    if not (thing.available_from or thing.available_until):
        return ""
    first = _beginning(thing.available_from) if thing.available_from else ""
    last = end_in_words(thing.available_until) if thing.available_until else ""
    return f"{first}〜{last}"


def extension_in_words(access) -> str:
    """Until when a window that is over stays open for the reader's municipality, or nothing."""
    return f"{end_in_words(access.extended_until)}まで延長" if access.extended_until else ""


def _beginning(moment: datetime) -> str:
    """「2021年6月29日（火）」 for midnight, with which that day begins, else with the hour."""
    local = timezone.localtime(moment)
    return _day(local) if (local.hour, local.minute) == (0, 0) else f"{_day(local)}{local:%-H:%M}"


def end_in_words(moment: datetime) -> str:
    """「2021年12月28日（火）24:00」: midnight belongs to the day that ends."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (0, 0):
        return f"{_day(local - timedelta(minutes=1))}24:00"
    return f"{_day(local)}{local:%-H:%M}"


def _day(local: datetime) -> str:
    return f"{local.year}年{day_in_words(local.date())}"
