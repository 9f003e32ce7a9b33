"""Who took what home: the rows for the office, as they are read and as they leave."""

from django.utils import timezone

from archive.models import Download
from studygroup.tables.formats import Table, Value

TITLE = "ダウンロード"
HEADINGS = ("日時", "資料・動画", "開催回など", "版", "利用者", "メールアドレス", "当時の部署")
PRESENT, NOBODY = "現在の版", "（ログインしていない方）"


def listed(*, series: str = "", year: str = "", material: str = ""):
    """Newest first, narrowed to a series (its key), a fiscal year and a material (its key), each where given."""
    rows = Download.objects.select_related("material__series", "material__study_session", "material__programme")
    rows = rows.select_related("video__series", "video__study_session", "video__programme", "edition", "user")
    wanted = {"material__series__key": series, "material__fiscal_year": year, "material": material}
    return rows.filter(**{field: value for field, value in wanted.items() if value})


def edition_in_words(download: Download) -> str:
    return f"{download.edition.dated:%Y/%m/%d}の版" if download.edition else PRESENT


def reader_in_words(download: Download) -> str:
    return download.user.get_full_name() if download.user else NOBODY


def table(rows) -> Table:
    return Table(TITLE, HEADINGS, [_cells(row) for row in rows])


def _cells(row: Download) -> tuple[Value, ...]:
    return (
        timezone.localtime(row.at).replace(tzinfo=None),
        row.thing.title,
        row.thing.place_label,
        edition_in_words(row),
        reader_in_words(row),
        row.user.email if row.user else "",
        row.department_name,
    )
