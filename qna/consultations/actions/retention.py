"""What was written down of a consultation goes when its time is over: settings.RETENTION_DAYS["consultations"]."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from qna.consultations.models import Consultation, OfferedHour

FORGOTTEN = "（保存期間が終わりました）"


@transaction.atomic
def forget_old_consultations() -> int:
    """The request, the private record, the office's note and who asked go; a published summary and the row stay.

    The note for the department is the department's own, and stays with it. Hours that nobody took go with them.
    Returns how many consultations.
    """
    end = timezone.now() - timedelta(days=settings.RETENTION_DAYS["consultations"])
    OfferedHour.objects.filter(ends_at__lt=end, meetings=None, wishes=None).delete()
    old = Consultation.objects.closed_before(end).exclude(body=FORGOTTEN)
    return old.update(body=FORGOTTEN, private_record="", office_note="", asked_by=None)
