"""What the worker does for materials and videos."""

from celery import shared_task
from django.utils import timezone

from archive.actions import bundling, conversions, downloading, film_uploads, reading, replacing
from archive.models import Edition


@shared_task(name="archive.read_material")
def read_material(key: int):
    reading.read_material(key=key)


@shared_task(name="archive.tell_of_replacement")
def tell_of_replacement(key: int):
    replacing.tell_of_replacement(edition=Edition.objects.select_related("material").get(pk=key))


@shared_task(name="archive.make_bundle")
def make_bundle(key: int):
    bundling.make_bundle(key=key)


@shared_task(name="archive.tend_materials")
def tend_materials():
    """What nobody heard of, or what a worker died over."""
    now = timezone.now()
    for key in reading.materials_to_read(now=now):
        reading.read_material(key=key)
    for key in bundling.bundles_to_make(now=now):
        bundling.make_bundle(key=key)
    for edition in replacing.editions_to_tell(now=now):
        replacing.tell_of_replacement(edition=edition)


@shared_task(name="archive.forget_old_data")
def forget_old_data():
    downloading.forget_downloads()
    bundling.remove_old_bundles()


@shared_task(name="archive.convert_next")
def convert_next():
    conversions.convert_next()


@shared_task(name="archive.tend_conversions")
def tend_conversions():
    conversions.tend_conversions()


@shared_task(name="archive.forget_leftovers")
def forget_leftovers():
    film_uploads.forget_uploads()
    conversions.clear_scratch()
