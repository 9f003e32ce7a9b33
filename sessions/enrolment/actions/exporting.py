"""Lists leave as files, and the log says which, how many rows, and who took them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sessions.enrolment import rules
from sessions.enrolment.lists.out import Choice, table_of
from sessions.models import Programme
from studygroup.tables.formats import FileFormat, Replacement, Table
from studygroup.tables.writing import write

REPORT_HEADINGS = ("行", "列", "もとの文字", "文字コード", "置き換えた文字")


@dataclass(frozen=True)
class File:
    name: str
    content: bytes
    content_type: str


@transaction.atomic
def export_list(*, choice: Choice, file_format: FileFormat, by) -> File:
    """The list as a file, written to the log with its columns and the number of rows. Raises PermissionDenied."""
    if not rules.can_read_figures(by):
        raise PermissionDenied
    table = table_of(choice)
    written = write(table, file_format)
    _log(choice, file_format, table, replaced=len(written.replacements), by=by)
    return File(_name(table.title, choice, file_format), written.content, file_format.content_type)


@transaction.atomic
def export_replacements(*, choice: Choice, file_format: FileFormat, by) -> File:
    """Which characters of which cells the file has others for, as a CSV in UTF-8; logged like the file itself.

    Raises PermissionDenied.
    """
    if not rules.can_read_figures(by):
        raise PermissionDenied
    table = table_of(choice)
    found = write(table, file_format).replacements
    report = Table(f"{table.title}の文字の置き換え", REPORT_HEADINGS, [_report_row(each) for each in found])
    _log(choice, FileFormat.UTF8, report, replaced=len(found), by=by)
    content = write(report, FileFormat.UTF8).content
    return File(_name(report.title, choice, FileFormat.UTF8), content, FileFormat.UTF8.content_type)


def _report_row(each: Replacement) -> tuple[int, str, str, str, str]:
    return each.row, each.heading, each.swap.before, each.swap.code, each.swap.after or "（なし）"


def _log(choice: Choice, file_format: FileFormat, table: Table, *, replaced: int, by) -> None:
    """On the session or series that was chosen, else on the programme that all of it belongs to."""
    about = choice.study_session or choice.series or Programme.objects.order_by("-first_year").first() or by
    data = {
        "list": table.title,
        "choice": choice.in_words,
        "format": file_format.label,
        "rows": len(table.rows),
        "columns": list(table.headings),
        "replaced": replaced,
    }
    log(about, "enrolment.export", user=by, data=data)


def _name(title: str, choice: Choice, file_format: FileFormat) -> str:
    parts = [title, choice.in_words.replace("・", "_").replace("/", "_"), f"{timezone.localdate():%Y%m%d}"]
    return "_".join(parts) + f".{file_format.extension}"
