"""A department asks: at any time, or for topics of a call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from qna.consultations import emails, rules
from qna.consultations.actions.locking import locked_call
from qna.consultations.actions.posting import tell_department
from qna.consultations.enums import PartOfDay
from qna.consultations.models import Call, Consultation, DateWish, OfferedHour, Topic
from sessions.dates import fiscal_year_of
from studygroup.models import Department

NOTHING_WISHED = "希望するメニューを選んでください。"
PAST_DAY = "希望日は、明日からあとの日にしてください。"


@dataclass(frozen=True)
class WishedDate:
    """An hour on offer, or a day with a part of it."""

    hour: OfferedHour | None = None
    day: date | None = None
    part: str = PartOfDay.ANY


@transaction.atomic
def ask_consultation(
    *,
    department: Department,
    theme: str,
    way: str,
    body: str,
    wishes: Sequence[WishedDate],
    wished_advisor=None,
    key: str,
    by,
) -> Consultation:
    """Ask for a consultation at any time; the form with the same `key` again gives the same one.

    Raises PermissionDenied unless `by` is of `department` and its municipality is enrolled, and ValidationError for a
    wished hour that was given meanwhile or a day that is not ahead.
    """
    if not rules.can_ask(by, department):
        raise PermissionDenied
    sent = Consultation.objects.filter(key=key, department=department).first()
    if sent:
        return sent
    check_wishes(wishes)
    consultation = Consultation.objects.create(
        key=key,
        department=department,
        asked_by=by,
        fiscal_year=fiscal_year_of(timezone.localdate()),
        theme=theme,
        way=way,
        body=body,
        wished_advisor=wished_advisor,
    )
    write_wishes(consultation, wishes, round_number=1)
    log(consultation, "consultations.ask", user=by)
    letter = emails.received(consultation=consultation)
    key = f"consultation:{consultation.pk}:received"
    tell_department(letter=letter, consultation=consultation, about=consultation, key=key, by=by)
    return consultation


@transaction.atomic
def wish_for_topics(
    *, call: Call, department: Department, way: str, wanted: Mapping[Topic, str], by
) -> list[Consultation]:
    """Wish for topics of `call`, each with what the department would do with it; one it has wished for stays as it was.

    Raises PermissionDenied outside the window or for somebody else's department, ValidationError for no topic.
    """
    call = locked_call(call)
    if not rules.can_wish(by, call, department) or any(topic.call_id != call.pk for topic in wanted):
        raise PermissionDenied
    if not wanted:
        raise ValidationError({"topics": NOTHING_WISHED})
    standing = Consultation.objects.filter(call=call, department=department).not_cancelled()
    there = set(standing.values_list("topic", flat=True))
    made = [
        Consultation.objects.create(
            department=department,
            asked_by=by,
            fiscal_year=call.fiscal_year,
            call=call,
            topic=topic,
            way=way,
            body=body,
        )
        for topic, body in wanted.items()
        if topic.pk not in there
    ]
    if made:
        _acknowledge(call, made, by)
    return made


def _acknowledge(call: Call, made: list[Consultation], by) -> None:
    for consultation in made:
        log(consultation, "consultations.ask", user=by)
    letter = emails.wished(call=call, consultations=made)
    key = f"consultation:{made[0].pk}:wished"
    tell_department(letter=letter, consultation=made[0], about=call, key=key, by=by)


def check_wishes(wishes: Sequence[WishedDate]) -> None:
    """Raises ValidationError, with the field of each wish that does not hold any more."""
    problems: dict[str, str] = {}
    today = timezone.localdate()
    for rank, wish in enumerate(wishes, start=1):
        if wish.hour and not OfferedHour.objects.free().filter(pk=wish.hour.pk).exists():
            problems[f"hour_{rank}"] = taken_in_words(wish.hour)
        elif wish.day and wish.day <= today:
            problems[f"day_{rank}"] = PAST_DAY
    if problems:
        raise ValidationError(problems)


def taken_in_words(hour: OfferedHour) -> str:
    start = hour.when_in_words.partition("〜")[0]
    return f"{start}は、ほかの自治体の予約が入りました。ほかの日時を選んでください。"


def write_wishes(consultation: Consultation, wishes: Sequence[WishedDate], *, round_number: int) -> None:
    """In the order in which they are preferred."""
    DateWish.objects.bulk_create(
        DateWish(
            consultation=consultation,
            round=round_number,
            rank=rank,
            hour=wish.hour,
            day=wish.day,
            part=wish.part,
        )
        for rank, wish in enumerate(wishes, start=1)
    )
