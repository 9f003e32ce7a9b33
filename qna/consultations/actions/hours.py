"""The hours that advisors offer. An hour is given once."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from qna.consultations import rules
from qna.consultations.actions.asking import taken_in_words
from qna.consultations.models import OfferedHour

OVERLAPS = "{when}は、すでに登録した日時と重なっています。"
NOT_AHEAD = "これからの日時にしてください。"
GIVEN = "この日時は、相談の日時に決まっています。取り下げるときは、事務局へご連絡ください。"


@transaction.atomic
def offer_hours(*, spans: Iterable[tuple[datetime, datetime]], way: str, by) -> list[OfferedHour]:
    """Offer each span (aware, from and until) of one's own time: all of them, or none.

    Raises PermissionDenied for who is no advisor, and ValidationError for what is past or overlaps another offer.
    """
    if not rules.can_offer_hours(by):
        raise PermissionDenied
    hours = []
    for starts_at, ends_at in spans:
        hour = OfferedHour(advisor=by, starts_at=starts_at, ends_at=ends_at, way=way)
        if starts_at <= timezone.now():
            raise ValidationError(NOT_AHEAD)
        others = OfferedHour.objects.filter(advisor=by, withdrawn_at=None)
        if others.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
            raise ValidationError(OVERLAPS.format(when=hour.when_in_words))
        try:
            with transaction.atomic():
                hour.save()
        except IntegrityError as twice:
            raise ValidationError(OVERLAPS.format(when=hour.when_in_words)) from twice
        hours.append(hour)
    return hours


@transaction.atomic
def withdraw_hour(*, hour: OfferedHour, by) -> None:
    """Take back an offer that was not given yet. Raises PermissionDenied, and ValidationError once it is given."""
    if not rules.can_read_hour(by, hour):
        raise PermissionDenied
    free = OfferedHour.objects.filter(pk=hour.pk, taken_at=None)
    if not free.update(withdrawn_at=timezone.now()):
        raise ValidationError(GIVEN)


def take_hour(*, hour: OfferedHour) -> None:
    """Give `hour` away, once: one conditional update, in the caller's transaction.

    Raises ValidationError if it is gone. Behind it stands the constraint `meeting_hour_is_given_once`.
    """
    free = OfferedHour.objects.filter(pk=hour.pk, taken_at=None, withdrawn_at=None)
    if not free.update(taken_at=timezone.now()):
        raise ValidationError({"hour": taken_in_words(hour)}, code="taken")


def free_hour(*, hour: OfferedHour) -> None:
    """On offer again, in the caller's transaction."""
    OfferedHour.objects.filter(pk=hour.pk).update(taken_at=None)
