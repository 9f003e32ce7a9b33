"""The list of downloads leaves as a file, and the log says how many rows and who took them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from archive import downloads, rules
from studygroup.tables.formats import FileFormat
from studygroup.tables.writing import write


@dataclass(frozen=True)
class ExportedFile:
    name: str
    content: bytes
    content_type: str


@transaction.atomic
def export_downloads(*, file_format: FileFormat, by, **narrowing: str) -> ExportedFile:
    """What `downloads.listed(**narrowing)` finds, as a file; written to the log. Raises PermissionDenied."""
    if not rules.can_read_downloads(by):
        raise PermissionDenied
    table = downloads.table(downloads.listed(**narrowing))
    data = {"list": table.title, "format": file_format.label, "rows": len(table.rows), "columns": list(table.headings)}
    log(by, "archive.export", user=by, data=data)
    name = f"{table.title}_{timezone.localdate():%Y%m%d}.{file_format.extension}"
    return ExportedFile(name, write(table, file_format).content, file_format.content_type)
