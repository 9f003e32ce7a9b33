"""Seats at a venue: taken by one conditional update, handed to whoever waits, given back when an offer lapses.

Lock order, everywhere: the Attendance, then the SignUp; a promotion holds the SignUp and never waits for an Attendance.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.log_actions import log

from sessions.enrolment import rules
from sessions.enrolment.actions.posting import post_to_person
from sessions.enrolment.emails import attending
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Attendance, SignUp

FULL = "full"
MUNICIPALITY_FULL = "municipality_full"
WAY_OUT = "オンラインを選ぶか、キャンセル待ちに入ってください。"


def sign_up_of(study_session) -> SignUp:
    """The terms of `study_session`; where the office set none, there is no limit and no deadline."""
    return SignUp.objects.get_or_create(study_session=study_session)[0]


def take_seat(*, attendance: Attendance, beyond_limit: bool = False) -> None:
    """Count one more at the venue. Raises ValidationError (code `full`, `municipality_full`) where none is left.

    `beyond_limit`: the desk goes past the municipality's limit, never past the seats there are. Runs in the caller's
    transaction, before the attendance is saved at the venue. The update locks the session's SignUp until then, so the
    municipality's seats counted after it can no longer change.
    """
    free = Q(seats__isnull=True) | Q(seats_taken__lt=F("seats"))
    session_id = attendance.study_session_id
    if not SignUp.objects.filter(free, study_session=session_id).update(seats_taken=F("seats_taken") + 1):
        raise ValidationError(f"{_name_of(attendance)}会場は満席になりました。{WAY_OUT}", code=FULL)
    limit = SignUp.objects.values_list("seats_per_municipality", flat=True).get(study_session=session_id)
    if limit is not None and not beyond_limit and _seats_of_municipality(attendance) >= limit:
        raise ValidationError(
            f"{_name_of(attendance)}会場は1自治体{limit}名までです。{WAY_OUT}",
            code=MUNICIPALITY_FULL,
        )


def _name_of(attendance: Attendance) -> str:
    return f"{attendance.participant.name}さん："


def _seats_of_municipality(attendance: Attendance) -> int:
    held = Attendance.objects.filter(study_session=attendance.study_session_id).holding_a_seat()
    of_same = held.filter(participant__department__municipality=attendance.participant.department.municipality_id)
    return of_same.exclude(pk=attendance.pk).count()


def release_seat(*, attendance: Attendance) -> None:
    """Count one fewer, and offer the seat to whoever waits longest. The attendance is saved without it already."""
    SignUp.objects.filter(study_session=attendance.study_session_id).update(seats_taken=F("seats_taken") - 1)
    offer_free_seats(study_session=attendance.study_session)


def give_up_answer(*, attendance: Attendance, by=None) -> None:
    """Take the answer back to 参加しない, and give the seat to whoever waits. `by`: nobody where the site does it."""
    held = attendance.holds_seat
    attendance.mode = AttendanceMode.ABSENT
    attendance.waiting_since = attendance.offered_until = None
    attendance.changed_at, attendance.changed_by = timezone.now(), by
    attendance.save()
    if held:
        release_seat(attendance=attendance)


@transaction.atomic
def offer_free_seats(*, study_session) -> int:
    """Offer what is free to those who wait, the longest first, past those whose municipality is at its limit.

    Each holds the seat until the deadline to accept, at most until the session starts. Returns how many were offered.
    """
    waiting = Attendance.objects.filter(study_session=study_session).waiting_for_a_seat()
    if not waiting.exists() or study_session.is_called_off or _has_begun(study_session):
        return 0
    sign_up = SignUp.objects.select_for_update().get(study_session=study_session)
    offered = 0
    for attendance in waiting.select_for_update(skip_locked=True, of=("self",)).select_related(
        "participant__department__municipality", "participant__user"
    ):
        attendance.study_session = study_session
        try:
            with transaction.atomic():
                take_seat(attendance=attendance)
                _offer(attendance, hours=sign_up.hours_to_accept)
        except ValidationError as refusal:
            if refusal.code == FULL:
                break
            continue
        offered += 1
    return offered


def _has_begun(study_session) -> bool:
    return bool(study_session.starts_at and study_session.starts_at <= timezone.now())


def _offer(attendance: Attendance, *, hours: int) -> None:
    until = timezone.now() + timedelta(hours=hours)
    starts_at = attendance.study_session.starts_at
    attendance.offered_until = min(until, starts_at) if starts_at else until
    attendance.save(update_fields=["offered_until"])
    letter = attending.seat_offered(attendance=attendance)
    key = f"seat-offered:{attendance.pk}:{attendance.offered_until.timestamp():.0f}"
    post_to_person(letter=letter, person=attendance.participant, about=attendance, key=key, by=None)


@transaction.atomic
def lapse_offer(*, attendance_id: int) -> bool:
    """Take an unanswered seat back after its deadline; the person stays as they were and leaves the waiting list.

    False where it was answered meanwhile.
    """
    overdue = Attendance.objects.filter(pk=attendance_id, offered_until__lte=timezone.now())
    attendance = overdue.select_for_update(of=("self",)).select_related("study_session").first()
    if attendance is None:
        return False
    attendance.offered_until = attendance.waiting_since = None
    attendance.save(update_fields=["offered_until", "waiting_since"])
    letter = attending.seat_lapsed(attendance=attendance)
    key = f"seat-lapsed:{attendance.pk}:{timezone.now().timestamp():.0f}"
    post_to_person(letter=letter, person=attendance.participant, about=attendance, key=key, by=None)
    release_seat(attendance=attendance)
    return True


def tend_waiting_lists() -> None:
    """What the worker does each minute: lapsed offers end, and a seat that a promotion passed over is offered."""
    for key in Attendance.objects.filter(offered_until__lte=timezone.now()).values_list("pk", flat=True):
        lapse_offer(attendance_id=key)
    sessions = Attendance.objects.waiting_for_a_seat().order_by().values("study_session")
    for sign_up in SignUp.objects.filter(study_session__in=sessions).select_related("study_session"):
        offer_free_seats(study_session=sign_up.study_session)


@transaction.atomic
def set_terms(*, sign_up: SignUp, by) -> None:
    """Keep the office's terms of signing up, and offer the seats that a higher number frees.

    Expects a valid `sign_up`. Raises PermissionDenied, or ValidationError where more seats are taken than it allows.
    """
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    fewer = SignUp.objects.filter(pk=sign_up.pk, seats_taken__gt=sign_up.seats) if sign_up.seats is not None else None
    if fewer is not None and fewer.select_for_update().exists():
        raise ValidationError({"seats": "すでに決まっている会場参加の人数より少ない定員にはできません。"})
    sign_up.save(update_fields=["until", "seats", "seats_per_municipality", "hours_to_accept"])
    log(sign_up, "wagtail.edit", user=by)
    offer_free_seats(study_session=sign_up.study_session)
