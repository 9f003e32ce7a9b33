"""Why a thing is closed, in a sentence."""

from datetime import timedelta

from django.utils import timezone

from archive.enums import Closed
from sessions.dates import day_in_words
from sessions.enums import Audience

AUDIENCE_SENTENCES = {
    Audience.STAFF: "東京の62市区町村の職員の方が見られます。ログインしてください。",
    Audience.ENROLLED_MUNICIPALITY: "参加登録した自治体の職員の方が見られます。",
    Audience.ENROLLED_DEPARTMENT: "この内容は参加登録した部署の方が見られます。",
    Audience.ATTENDING: "この回に参加申込みをした方が見られます。",
}


def closed_in_words(thing, access) -> str:
    """The sentence a reader gets instead of `thing` (a Material or Video), from `access` (archive.rules.Access)."""
    match access.reason:
        case Closed.PREPARING:
            return "準備中です。公開まで、しばらくお待ちください。"
        case Closed.NOT_YET:
            return f"{_moment(access.moment)}から公開します。"
        case Closed.OVER:
            return f"公開は{_moment(access.moment)}に終了しました。"
        case Closed.AUDIENCE:
            return AUDIENCE_SENTENCES[thing.audience]
    return ""


def _moment(moment) -> str:
    """「12月28日（火）24:00」: midnight belongs to the day that ends."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (0, 0):
        before = local - timedelta(minutes=1)
        return f"{before.year}年{day_in_words(before.date())}24:00"
    return f"{local.year}年{day_in_words(local.date())}{local:%-H:%M}"
