"""A coordinator hands the department on. The role changes hands when the successor accepts, never before."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from sessions.enrolment import rules
from sessions.enrolment.actions.invitations import send_invitation
from sessions.enrolment.actions.membership import people_of
from sessions.enrolment.models import Invitation
from studygroup.models import Participant


@transaction.atomic
def hand_over(
    *,
    predecessor: Participant,
    last_day: date,
    successor: Participant | None = None,
    mail: str = "",
    name: str = "",
    by,
) -> Invitation:
    """Ask a colleague, or somebody by mail, to speak for the department after `last_day` of `predecessor`.

    Until the successor accepts, nothing changes. Raises PermissionDenied, or ValidationError: a day that is past, a
    colleague without a mailbox, or a hand-over that already waits for an answer.
    """
    department = predecessor.department
    if not rules.coordinates(by, department) or not (predecessor.is_coordinator and predecessor.is_current):
        raise PermissionDenied
    if last_day < timezone.localdate():
        raise ValidationError({"last_day": "最終日は、今日からあとの日を選んでください"})
    people = people_of(department)
    if Invitation.objects.open().filter(predecessor=predecessor).exists():
        raise ValidationError("引き継ぎの返事を待っています。別の方に引き継ぐときは、先に取り消してください。")
    if successor is not None:
        mail, name = _address_of(successor, predecessor, people), successor.name
    return send_invitation(
        department=department,
        mail=mail,
        name=name,
        is_coordinator=True,
        predecessor=predecessor,
        predecessor_until=last_day,
        by=by,
    )


def _address_of(successor: Participant, predecessor: Participant, people: list[Participant]) -> str:
    if successor == predecessor or successor not in people:
        raise ValidationError({"successor": "同じ部署の、ほかの方を選んでください"})
    address = successor.user.email if successor.user else successor.mail
    if not address:
        raise ValidationError({"successor": f"{successor.name}さんには、メールアドレスがありません"})
    return address
