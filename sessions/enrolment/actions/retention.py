"""What is held about people goes when its time is over: settings.RETENTION_DAYS, as /privacy/ promises."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import ModelLogEntry

from sessions.enrolment.enums import WAITING_STATES
from sessions.enrolment.models import Application, Attendance, DeskEntry, Invitation
from studygroup.models import Participant, User

LEAVER = "（退任した方）"
FORGOTTEN = "（保存期間が終わりました）"


def forget_old_data() -> dict[str, int]:
    """What the worker does each hour. Returns how many of each kind it forgot."""
    return {
        "leavers": forget_leavers(),
        "applications": forget_applications(),
        "invitations": forget_invitations(),
        "desk_entries": forget_desk_entries(),
        "logins": forget_logins(),
    }


def _end_of(kind: str) -> datetime:
    return timezone.now() - timedelta(days=settings.RETENTION_DAYS[kind])


@transaction.atomic
def forget_leavers() -> int:
    """Names and how to reach them go; the row stays, with how it took part, so that figures stay what they were.

    A leaver is who has a last day, or was suspended and never let in again, or whose department was closed. Returns
    how many.
    """
    end = _end_of("leavers")
    day = timezone.localdate(end)
    gone = Q(until__lt=day) | Q(suspended_at__lt=end) | Q(department__closed_on__lt=day)
    people = Participant.objects.filter(gone).exclude(name=LEAVER)
    keys = list(people.values_list("pk", flat=True))
    _relabel(Participant, keys, LEAVER)
    _relabel(Attendance, Attendance.objects.filter(participant__in=keys).values_list("pk", flat=True), LEAVER)
    return Participant.objects.filter(pk__in=keys).update(
        name=LEAVER, kana="", mail="", phone="", user=None, is_coordinator=False
    )


@transaction.atomic
def forget_applications() -> int:
    """Of an application that was decided, the people go; what they became is kept by itself. Returns how many."""
    old = Application.objects.filter(submitted_at__lt=_end_of("applications")).exclude(state__in=WAITING_STATES)
    forgotten = 0
    for application in old.select_for_update():
        blank = [{"name": FORGOTTEN, "kana": "", "mail": "", "phone": "", "answers": {}} for _ in application.people]
        if application.people != blank:
            Application.objects.filter(pk=application.pk).update(people=blank)
            forgotten += 1
    return forgotten


@transaction.atomic
def forget_invitations() -> int:
    """An invitation goes, accepted or not. Returns how many."""
    old = Invitation.objects.filter(invited_at__lt=_end_of("invitations"), expires_at__lt=timezone.now())
    keys = list(old.values_list("pk", flat=True))
    _relabel(Invitation, keys, FORGOTTEN)
    Invitation.objects.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def forget_desk_entries() -> int:
    """What the desk wrote down, minute by minute, goes; that somebody was there stays. Returns how many."""
    return DeskEntry.objects.filter(at__lt=_end_of("desk_entries")).delete()[0]


@transaction.atomic
def forget_logins() -> int:
    """A login of no department and no role goes, unused for so long, a leaver's too; never one of the office.

    Whoever still works for a municipality enters by a code as before and has a new one. Whoever waits for the office's
    answer to an application waits with it. Returns how many.
    """
    end = _end_of("logins")
    unused = Q(last_login__lt=end) | Q(last_login__isnull=True, date_joined__lt=end)
    of_office = Q(groups__isnull=False) | Q(is_staff=True) | Q(is_superuser=True)
    waiting = Application.objects.waiting().filter(submitted_by=OuterRef("pk"))
    alone = User.objects.filter(unused, participants=None).exclude(of_office)
    keys = list(alone.exclude(Exists(waiting)).values_list("pk", flat=True))
    _relabel(User, keys, FORGOTTEN)
    User.objects.filter(pk__in=keys).delete()
    return len(keys)


def _relabel(model, keys, label: str) -> None:
    """The CMS's log names what it tells of."""
    kind = ContentType.objects.get_for_model(model)
    entries = ModelLogEntry.objects.filter(content_type=kind, object_id__in=[str(key) for key in keys])
    entries.update(label=label)
