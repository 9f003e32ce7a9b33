"""The next moment at which answers open to everybody."""

from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from qna.models import AnswerBatch


def next_opening() -> datetime | None:
    return AnswerBatch.objects.filter(opens_at__gt=timezone.now()).aggregate(moment=Min("opens_at"))["moment"]
