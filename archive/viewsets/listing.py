"""What the office's lists of materials and of videos have in common."""

from django.utils import timezone
from wagtail.admin.ui.tables import Column

from studygroup.viewsets import FoldedSearchIndex


def window_in_words(thing) -> str:
    """「2021/06/29 00:00〜2021/12/29 00:00」, an open side left empty."""
    ends = (thing.available_from, thing.available_until)
    if not any(ends):
        return "期限なし"
    return "〜".join(f"{timezone.localtime(end):%Y/%m/%d %H:%M}" if end else "" for end in ends)


def file_state(thing) -> str:
    return "あり" if thing.file else "準備中（ファイルなし）"


def announced(thing) -> str:
    if thing.announced_on is None:
        return "未定（一覧に出ません）"
    ahead = "（まだ出ていません）" if thing.announced_on > timezone.localdate() else ""
    return f"{thing.announced_on:%Y/%m/%d}{ahead}"


class ArchiveIndex(FoldedSearchIndex):
    folded_fields = ("title", "study_session__title", "series__title")

    def get_base_queryset(self):
        return super().get_base_queryset().with_place().newest_first()


LIST_DISPLAY = [
    "title",
    Column("place", label="開催回など"),
    "kind",
    "audience",
    Column("announced", label="掲載日", accessor=announced),
    Column("window", label="公開期間", accessor=window_in_words),
    Column("file_state", label="ファイル", accessor=file_state),
]
LIST_FILTER = ["kind", "audience", "series", "fiscal_year"]
