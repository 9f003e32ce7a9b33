"""What the archive adds to the CMS's home."""

from django.urls import reverse

from archive import rules
from archive.enums import Reading
from archive.models import ExtensionRequest, Material
from studygroup.slots import Section, work


def waiting_extensions(user, thing) -> Section | None:
    """「視聴延長を頼む」, until the office has answered."""
    if not rules.can_keep_archive(user):
        return None
    return work(60, ExtensionRequest.objects.waiting().count(), "確認を待つ視聴延長の依頼", reverse("extensions:index"))


def unread_materials(user, thing) -> Section | None:
    """Materials whose text could not be read, and that search cannot find by it."""
    count = Material.objects.filter(reading=Reading.FAILED).count()
    return work(62, count, "本文を読み取れなかった資料", f"{reverse('material:index')}?reading={Reading.FAILED}")
