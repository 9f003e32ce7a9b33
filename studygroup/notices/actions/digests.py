"""A day's notices in one letter, for those who want them so."""

from datetime import datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from studygroup.notices import emails
from studygroup.notices.actions.posting import put
from studygroup.notices.models import Notice, OutboxLetter

HOUR = 7


def post_digests() -> int:
    """From seven in the morning (Tokyo): a letter to each reader for whom notices of before seven wait.

    May be called any number of times a day, and again after a crash. Returns how many letters were posted.
    """
    until = timezone.make_aware(datetime.combine(timezone.localdate(), time(HOUR)))
    if timezone.now() < until:
        return 0
    waiting = Notice.objects.for_digest().posted_before(until)
    readers = waiting.order_by("user").values_list("user", flat=True).distinct()
    return sum(_post_digest(user_id=user_id, until=until) for user_id in readers)


@transaction.atomic
def _post_digest(*, user_id: int, until: datetime) -> bool:
    """One reader's letter and the mark that it was written, together; False when another worker was first."""
    waiting = Notice.objects.for_digest().posted_before(until).filter(user=user_id)
    # The lock lets the second of two workers see what the first left: nothing.
    notices = list(waiting.select_for_update(of=("self",)).select_related("user"))
    day = timezone.localdate()
    key = f"digest:{user_id}:{day:%Y-%m-%d}"
    if not notices or OutboxLetter.objects.filter(key=key).exists():
        return False
    letter = emails.digest(
        notices=notices,
        day=day,
        list_url=reverse("notices:notice-list"),
        settings_url=reverse("notices:preference-edit"),
    )
    user = notices[0].user
    put(letter=letter, address=user.email, user=user, about=None, key=key, by=None)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(waits_for_digest=False)
    return True
