"""What people do with the organisation."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import log

from studygroup import emails, rules
from studygroup.enums import Role
from studygroup.models import Contact, ContactMessage, Municipality, User
from studygroup.notices.actions import post

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user) -> bool:
    """Whether `user` has a passkey or one-time passwords set up."""
    return Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()


def tie_by_mail_domain(*, user) -> None:
    """Tie `user` to the municipality whose domains hold the proven address; leave the rest to the office."""
    if user.municipality_id is None:
        user.municipality = Municipality.objects.owning_address(user.email).first()
        user.save(update_fields=["municipality"])


@transaction.atomic
def tie_to_municipality(*, user, municipality, by) -> None:
    """The office says that `user` works for `municipality`. Raises PermissionDenied."""
    if not rules.can_manage_people(by):
        raise PermissionDenied
    user.municipality = municipality
    user.save(update_fields=["municipality"])
    log(user, "studygroup.tie", user=by, data={"municipality": municipality.pk})
    letter = emails.tied_to_municipality(municipality=municipality, site_url=settings.SITE_URL + "/")
    post(letter=letter, to=user, about=user, key=f"tied:{user.pk}:{municipality.pk}", by=by)


@transaction.atomic
def invite_to_office(*, email: str, name: str, role: Role, by) -> User:
    """Give the person at `email` a role, with an account if there is none. Raises PermissionDenied."""
    if not rules.can_manage_people(by):
        raise PermissionDenied
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    user.is_active = True
    user.save(update_fields=["is_active"])
    user.groups.add(Group.objects.get(name=role))
    log(user, "studygroup.invite", user=by, data={"role": role.label})
    letter = emails.invited_to_office(role=role, login_url=settings.SITE_URL + reverse("account_login"))
    invitation = f"{user.pk}:{role}:{user.groups.count()}:{user.last_login}"
    post(letter=letter, to=user, about=user, key=f"invited:{invitation}", by=by)
    return user


@transaction.atomic
def end_office_role(*, user, by) -> None:
    """Take every role from `user`; the account stays, with what it wrote. Raises PermissionDenied.

    One's own roles cannot be ended, so that somebody is always left to work.
    """
    if not rules.can_manage_people(by) or user == by:
        raise PermissionDenied
    user.groups.clear()
    log(user, "studygroup.end_role", user=by)


@transaction.atomic
def end_secretariat(*, by) -> int:
    """When the contractor changes: end everyone of the secretariat but `by`, at once. Returns how many."""
    leaving = User.objects.filter(groups__name=Role.SECRETARIAT).exclude(pk=by.pk)
    for user in leaving:
        end_office_role(user=user, by=by)
    return len(leaving)


@transaction.atomic
def send_contact_message(*, name: str, organisation: str, mail: str, body: str) -> ContactMessage:
    """Keep what somebody wrote, and tell the office by mail."""
    message = ContactMessage.objects.create(name=name, organisation=organisation, mail=mail, body=body)
    office = Contact.load().mail
    if office:
        list_url = settings.SITE_URL + reverse("contact_messages:index")
        letter = emails.contact_received(message=message, list_url=list_url)
        post(letter=letter, to=office, about=message, key=f"contact:{message.pk}", by=None)
    return message
