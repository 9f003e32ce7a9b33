"""A file takes the place of another under one address; the former one stays as an edition."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from archive import emails, events, rules
from archive.actions.reading import forget_pages
from archive.models import Download, Edition, Material
from studygroup.models import User
from studygroup.notices.actions import post


@transaction.atomic
def replace_file(*, material: Material, file: File, dated: date | None = None, note: str = "", by) -> Edition | None:
    """Put `file` (checked by the form) in the place of the material's present one, as its edition of `dated` (today).

    Returns the former edition, or None where there was no file yet. Who downloaded it is told by the worker. The other
    fields of `material` are saved with it. Raises PermissionDenied.
    """
    if not rules.can_keep_archive(by):
        raise PermissionDenied
    former = Material.objects.select_for_update().get(pk=material.pk)
    edition = _keep_former(former, note=note, by=by) if former.file else None
    material.file.save(file.name or "", file, save=False)
    if edition:
        forget_pages(material)
        material.pages = None
        material.edition = dated or timezone.localdate()
        material.replaced_at = edition.replaced_at
        log(material, "archive.replace_file", user=by, data={"edition": edition.pk, "note": note})
        events.file_replaced(edition.pk)
    material.save()
    events.file_stored(material.pk)
    return edition


def _keep_former(former: Material, *, note: str, by) -> Edition:
    """What people have of it so far is this edition from now on."""
    edition = Edition.objects.create(
        material=former,
        dated=former.edition or former.announced_on or timezone.localdate(),
        file=former.file.name,
        size=former.size,
        pages=former.pages,
        note=note,
        by=by,
    )
    Download.objects.filter(material=former, edition=None).update(edition=edition)
    return edition


@transaction.atomic
def tell_of_replacement(*, edition: Edition) -> int:
    """Tell everyone who has a former edition, and not the present one, and may still open it. Returns how many.

    Told once for each reader and replacement, also when the worker does it again.
    """
    material = Material.objects.at_its_place().get(pk=edition.material_id)
    holding = Download.objects.filter(material=material, user__isnull=False)
    has_former = User.objects.filter(pk__in=holding.filter(edition__isnull=False).values("user"), is_active=True)
    readers = has_former.exclude(pk__in=holding.filter(edition__isnull=True).values("user"))
    told = 0
    for reader in readers.iterator():
        if rules.access(reader, material):
            key = f"archive:replaced:{edition.pk}:{reader.pk}"
            letter = emails.material_replaced(material=material, note=edition.note)
            post(letter=letter, to=reader, about=material, key=key, by=edition.by)
            told += 1
    Edition.objects.filter(pk=edition.pk).update(told_at=timezone.now())
    return told


def editions_to_tell(*, now: datetime) -> list[Edition]:
    """What a dead worker left untold."""
    return list(Edition.objects.untold().filter(replaced_at__lt=now - timedelta(minutes=2)).select_related("material"))
