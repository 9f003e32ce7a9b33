"""What readers do with their notices."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from studygroup.notices import kinds
from studygroup.notices.enums import Channel
from studygroup.notices.models import Notice, Preference


def mark_read(*, by, notice_id: int | None = None) -> int:
    """Mark one of the reader's own notices as read, or all that show; returns how many were not yet."""
    notices = Notice.objects.filter(user=by).visible().unread()
    if notice_id is not None:
        notices = notices.filter(pk=notice_id)
    return notices.update(read_at=timezone.now())


@transaction.atomic
def choose_channels(*, channels: Mapping[str, str], by) -> None:
    """Keep how the reader wants to be told of each kind in `channels`; only what differs from mail is a row.

    Kinds that may not be chosen are passed over.
    """
    for kind, channel in channels.items():
        if not kinds.is_choosable(kind):
            continue
        if channel == Channel.MAIL:
            Preference.objects.filter(user=by, kind=kind).delete()
        else:
            Preference.objects.update_or_create(user=by, kind=kind, defaults={"channel": Channel(channel)})
