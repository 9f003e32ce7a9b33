"""Somebody is asked into a department, and comes."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sessions.enrolment import rules
from sessions.enrolment.actions.membership import end_participation, people_of
from sessions.enrolment.actions.posting import post_to_coordinators, post_to_person
from sessions.enrolment.emails import membership as emails
from sessions.enrolment.models import Invitation
from sessions.enrolment.rules.people import can_accept
from studygroup.folding import fold
from studygroup.models import Department, Municipality, Participant, User
from studygroup.notices.actions import post

VALID_FOR = timedelta(days=14)
ANOTHER_MUNICIPALITY = (
    "このログインは、ほかの自治体の職員として登録されています。異動したときは、事務局へお知らせください。"
)


@transaction.atomic
def invite(*, department: Department, mail: str, name: str = "", by) -> Invitation:
    """Ask somebody into the department by a letter with a link. Raises PermissionDenied.

    Raises ValidationError for somebody who is there with a login already, or has been asked and may still accept.
    """
    if not rules.coordinates(by, department):
        raise PermissionDenied
    if any(one.user and one.user.email.lower() == mail.lower() for one in people_of(department)):
        raise ValidationError({"mail": "このメールアドレスの方は、すでにこの部署に登録されています"}, code="duplicate")
    return send_invitation(department=department, mail=mail, name=name, by=by)


def send_invitation(*, department: Department, mail: str, name: str, by, **handover) -> Invitation:
    """Keep and post an invitation. Runs inside an action that has checked its rule and locked the department."""
    if Invitation.objects.open().filter(department=department, mail__iexact=mail).exists():
        raise ValidationError(
            {"mail": "このメールアドレスには、すでに招待を送っています。送り直すときは、先に取り消してください"},
            code="invited",
        )
    invitation = Invitation.objects.create(
        department=department,
        mail=mail,
        name=name,
        invited_by=by,
        invited_at=timezone.now(),
        expires_at=timezone.now() + VALID_FOR,
        **handover,
    )
    log(invitation, "enrolment.invite", user=by)
    letter = emails.handed_over if invitation.predecessor_id else emails.invited
    to = User.objects.filter(email__iexact=mail, is_active=True).first() or mail
    key = f"invitation:{invitation.pk}"
    post(letter=letter(invitation=invitation), to=to, about=invitation, key=key, by=by)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by) -> None:
    """Take an invitation back; its link says so from now on. Raises PermissionDenied."""
    if not rules.coordinates(by, invitation.department):
        raise PermissionDenied
    if Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now()):
        log(invitation, "enrolment.withdraw_invitation", user=by)


def why_closed(invitation: Invitation) -> str:
    """The sentence that says why the invitation cannot be accepted any more, or nothing while it can."""
    if invitation.accepted_at:
        return "この招待は、すでに使われています。"
    if invitation.withdrawn_at:
        return "この招待は、取り消されました。部署の窓口の方にお確かめください。"
    if not invitation.is_open:
        return "この招待は、期限が過ぎました。部署の窓口の方に、もう一度送ってもらってください。"
    if invitation.department.closed_on:
        return "この部署は、廃止されました。事務局へお問い合わせください。"
    return ""


def claim(invitation: Invitation) -> bool:
    """Take the invitation for oneself: of several who try at once, one."""
    return bool(Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now()))


@transaction.atomic
def accept_invitation(*, invitation: Invitation, name: str, kana: str = "", phone: str = "", by) -> Participant:
    """Come into the department, as a colleague or as the one who speaks for it. Raises PermissionDenied.

    Raises ValidationError where the invitation is closed, or the login works for another municipality. With an address
    of the municipality's domains the login is tied to it; else the person waits for the office to do so.
    """
    if not can_accept(by, invitation):
        raise PermissionDenied
    if (reason := why_closed(invitation)) or not claim(invitation):
        invitation.refresh_from_db()
        raise ValidationError(reason or why_closed(invitation), code="closed")
    _tie(by, invitation.department)
    person = _joined(invitation, name=name, kana=kana, phone=phone, by=by)
    log(person, "enrolment.accept_invitation", user=by)
    told, predecessor = [person], invitation.predecessor
    last_day = invitation.predecessor_until
    if predecessor and last_day and _relieve(predecessor, person, last_day=last_day, by=by):
        told.append(predecessor)
    key = f"invitation-accepted:{invitation.pk}"
    letter = emails.accepted(person=person)
    post_to_coordinators(letter=letter, department=person.department, about=person, key=key, by=by, besides=told)
    return person


def _tie(user, department: Department) -> None:
    if user.municipality_id not in (None, department.municipality_id):
        raise ValidationError(ANOTHER_MUNICIPALITY, code="another_municipality")
    owners = Municipality.objects.owning_address(user.email)
    if user.municipality_id is None and owners.filter(pk=department.municipality_id).exists():
        user.municipality_id = department.municipality_id
        user.save(update_fields=["municipality"])


def _joined(invitation: Invitation, *, name: str, kana: str, phone: str, by) -> Participant:
    """Whoever stands in the department with this login or mailbox already, by name where several share it; else new."""
    mine = (by.pk, None)
    here = [one for one in people_of(invitation.department) if one.user_id in mine and one != invitation.predecessor]
    here = [one for one in here if one.user_id or one.mail.lower() == invitation.mail.lower()]
    named = [one for one in here if fold(one.name) == fold(name)] or (here if len(here) == 1 else [])
    person = next(iter(named), None) or Participant(
        department=invitation.department, name=name, kana=kana, mail=by.email, since=timezone.localdate()
    )
    person.user = by
    person.kana, person.phone = person.kana or kana, person.phone or phone
    person.is_coordinator = person.is_coordinator or invitation.is_coordinator
    person.save()
    return person


def _relieve(predecessor: Participant | None, successor: Participant, *, last_day: date, by) -> bool:
    """The predecessor leaves after the last day, unless an earlier one is set; both speak until then.

    Whether the predecessor was told so by a letter of their own.
    """
    if predecessor is None or predecessor == successor or (predecessor.until and predecessor.until <= last_day):
        return False
    end_participation(participant=predecessor, last_day=last_day, by=by)
    letter = emails.passed_on(predecessor=predecessor, successor=successor)
    key = f"passed-on:{predecessor.pk}:{successor.pk}"
    post_to_person(letter=letter, person=predecessor, about=predecessor, key=key, by=by)
    return True
