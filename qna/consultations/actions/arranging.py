"""A date is fixed, moved, or given up; every former date stays as history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from qna.consultations import emails, rules
from qna.consultations.actions.asking import WishedDate, check_wishes, write_wishes
from qna.consultations.actions.hours import free_hour, take_hour
from qna.consultations.actions.locking import locked, moved_on
from qna.consultations.actions.posting import post_to_advisor, tell_both, tell_department
from qna.consultations.enums import ConsultationState, HourWay
from qna.consultations.ical import calendar_of
from qna.consultations.models import Consultation, Meeting, OfferedHour
from studygroup.models import User

NOT_AHEAD = "これからの日時にしてください。"
RESULT_FIRST = "募集の結果を公表してから、日時を決めてください。"
OTHER_WAY = "この日時は「{way}」です。方法を変えるか、ほかの日時を選んでください。"
BUSY = "{name}さんは、この時間にほかの相談があります。"
ARRANGEABLE = (ConsultationState.RECEIVED, ConsultationState.ARRANGING, ConsultationState.ARRANGED)


@dataclass(frozen=True)
class Date:
    """When, with whom (None: the office itself), and out of which hour on offer, if any."""

    starts_at: datetime
    ends_at: datetime
    advisor: User | None = None
    hour: OfferedHour | None = None

    @classmethod
    def of_hour(cls, hour: OfferedHour) -> "Date":
        return cls(hour.starts_at, hour.ends_at, hour.advisor, hour)


@transaction.atomic
def arrange(*, consultation: Consultation, date: Date, way: str, place: str = "", reason: str = "", by) -> Meeting:
    """Fix the date; one that stands is cancelled for `reason`, and kept. Department and advisor are told.

    Raises PermissionDenied, and ValidationError: the state has moved on, the hour is given, the advisor is busy.
    """
    if not rules.can_keep_consultations(by):
        raise PermissionDenied
    consultation = locked(consultation)
    _check(consultation, date, way)
    former = _standing(consultation)
    if former:
        _cancel_meeting(former, reason)
    if date.hour:
        take_hour(hour=date.hour)
    _check_advisor(date)
    meeting = Meeting.objects.create(
        consultation=consultation,
        hour=date.hour,
        advisor=date.advisor,
        number=consultation.meetings.count() + 1,
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        way=way,
        place=place,
    )
    _set_state(consultation, ConsultationState.ARRANGED)
    log(consultation, "consultations.arrange", user=by, data={"when": meeting.when_in_words})
    _tell_arranged(meeting, former, by)
    return meeting


def _check(consultation: Consultation, date: Date, way: str) -> None:
    if consultation.state not in ARRANGEABLE:
        raise moved_on(consultation)
    if consultation.call_id and consultation.state == ConsultationState.RECEIVED:
        raise ValidationError(RESULT_FIRST)
    if date.starts_at <= timezone.now():
        raise ValidationError({"hour" if date.hour else "day": NOT_AHEAD})
    if date.hour and date.hour.way not in (HourWay.EITHER, way):
        raise ValidationError({"hour": OTHER_WAY.format(way=date.hour.get_way_display())})


def _check_advisor(date: Date) -> None:
    """Nobody sits in two consultations at once."""
    if date.advisor is None:
        return
    standing = Meeting.objects.standing().filter(advisor=date.advisor)
    if standing.filter(starts_at__lt=date.ends_at, ends_at__gt=date.starts_at).exists():
        field = "hour" if date.hour else "day"
        raise ValidationError({field: BUSY.format(name=date.advisor.get_full_name())}, code="busy")


def _standing(consultation: Consultation) -> Meeting | None:
    return consultation.meetings.standing().select_related("advisor", "hour", "consultation").first()


def _cancel_meeting(meeting: Meeting, reason: str) -> None:
    meeting.cancelled_at, meeting.cancel_reason = timezone.now(), reason
    meeting.save(update_fields=["cancelled_at", "cancel_reason"])
    if meeting.hour:
        free_hour(hour=meeting.hour)


def _tell_arranged(meeting: Meeting, former: Meeting | None, by) -> None:
    letter = emails.arranged(meeting=meeting, former=former, calendar=calendar_of(meeting).decode())
    tell_both(letter=letter, meeting=meeting, key=f"consultation:meeting:{meeting.pk}:arranged", by=by)
    if former and former.advisor and former.advisor != meeting.advisor:
        _tell_cancelled(former, is_sought_anew=True, by=by, only_advisor=True)


def _tell_cancelled(meeting: Meeting, *, is_sought_anew: bool, by, only_advisor: bool = False) -> None:
    letter = emails.meeting_cancelled(
        meeting=meeting, is_sought_anew=is_sought_anew, calendar=calendar_of(meeting).decode()
    )
    key = f"consultation:meeting:{meeting.pk}:cancelled"
    if only_advisor:
        post_to_advisor(letter=letter, meeting=meeting, key=f"{key}:advisor", by=by)
    else:
        tell_both(letter=letter, meeting=meeting, key=key, by=by)


def _set_state(consultation: Consultation, state: ConsultationState, **more) -> None:
    for name, value in {"state": state, **more}.items():
        setattr(consultation, name, value)
    consultation.save(update_fields=["state", *more])


@transaction.atomic
def wish_other_dates(*, consultation: Consultation, wishes: Sequence[WishedDate], reason: str = "", by) -> None:
    """Another round of wishes; a date that stands is given up for `reason`.

    Raises PermissionDenied, ValidationError.
    """
    consultation = locked(consultation)
    if not rules.can_rebook(by, consultation):
        raise PermissionDenied
    check_wishes(wishes)
    meeting = _standing(consultation)
    if meeting:
        _cancel_meeting(meeting, reason)
        _set_state(consultation, ConsultationState.ARRANGING)
        _tell_cancelled(meeting, is_sought_anew=True, by=by)
    last = consultation.date_wishes.order_by("-round").values_list("round", flat=True).first() or 0
    write_wishes(consultation, wishes, round_number=last + 1)
    log(consultation, "consultations.rebook", user=by)


@transaction.atomic
def cancel_consultation(*, consultation: Consultation, reason: str = "", by) -> None:
    """The department or the office calls it off; its hour is on offer again. Raises PermissionDenied."""
    consultation = locked(consultation)
    if not rules.can_cancel(by, consultation):
        raise PermissionDenied
    meeting = _standing(consultation)
    if meeting:
        _cancel_meeting(meeting, reason)
    _set_state(consultation, ConsultationState.CANCELLED, reason=reason, closed_at=timezone.now())
    log(consultation, "consultations.cancel", user=by)
    if meeting:
        _tell_cancelled(meeting, is_sought_anew=False, by=by)
        return
    letter = emails.cancelled(consultation=consultation)
    key = f"consultation:{consultation.pk}:cancelled"
    tell_department(letter=letter, consultation=consultation, about=consultation, key=key, by=by)
