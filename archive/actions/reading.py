"""The worker reads what stands inside a material's file."""

from datetime import datetime, timedelta

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from wagtail.search.index import insert_or_update_object

from archive.enums import Reading
from archive.models import Material, MaterialPage
from archive.texts import Read, Unreadable, pages_of

MINUTES_TO_READ = 10


def materials_to_read(*, now: datetime) -> list[int]:
    """The keys of those whose file nobody has read, also because a worker died over it."""
    waiting = Material.objects.waiting_to_be_read(now - timedelta(minutes=MINUTES_TO_READ))
    return list(waiting.values_list("pk", flat=True))


def read_material(*, key: int) -> None:
    """Read the file of the material `key`, once: its pages take the place of those read before.

    Nothing happens where another worker has it. A file that cannot be read keeps the reason, in a sentence.
    """
    now = timezone.now()
    waiting = Material.objects.waiting_to_be_read(now - timedelta(minutes=MINUTES_TO_READ)).filter(pk=key)
    if not waiting.update(reading_taken_at=now):
        return
    material = Material.objects.get(pk=key)
    try:
        with pages_of(material.file) as pages:
            _keep_pages(material, pages)
        insert_or_update_object(material)  # its pages are found from now on
    except Unreadable as unreadable:
        _end(material, Reading.FAILED, error=str(unreadable), pages=None)
    except FileNotFoundError:
        _end(material, Reading.FAILED, error="保存されているはずのファイルが見つかりません。", pages=None)


@transaction.atomic
def _keep_pages(material: Material, pages) -> None:
    forget_pages(material)
    count = 0
    for page in pages:
        _keep_page(material, page)
        count += 1
    _end(material, Reading.DONE, pages=count if material.opens_in_browser else None)


def _keep_page(material: Material, read: Read) -> None:
    page = MaterialPage(material=material, number=read.number, label=read.label, text=read.text)
    if read.picture:
        with read.picture.open("rb") as stream:
            page.picture.save(read.picture.name, File(stream), save=False)
    page.save()


def forget_pages(material: Material) -> None:
    """What was read of a former file, with its pictures."""
    material.texts.all().delete()


def _end(material: Material, reading: Reading, *, pages: int | None, error: str = "") -> None:
    """Unless the file was replaced meanwhile: then the next reading says how it ends."""
    same = Material.objects.filter(pk=material.pk, file=material.file.name)
    same.update(reading=reading, reading_error=error, read_from=material.file.name, pages=pages, reading_taken_at=None)
