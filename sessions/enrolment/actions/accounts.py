"""A login for somebody who has proven a mail address on the way to enrolling."""

from allauth.account.models import EmailAddress
from django.db import transaction

from sessions.enrolment.actions.membership import link_people
from studygroup.actions import has_second_factor, tie_by_mail_domain
from studygroup.models import User
from studygroup.rules import has_a_role


@transaction.atomic
def prove_address(*, mail: str) -> User:
    """The login of the person who has proven `mail`, made if there is none, tied to the municipality of its domain."""
    mail = mail.lower()
    user = User.objects.filter(email=mail).first() or User.objects.create_user(mail)
    EmailAddress.objects.update_or_create(user=user, email=mail, defaults={"verified": True, "primary": True})
    tie_by_mail_domain(user=user)
    link_people(user=user)
    return user


def may_enter_by_code(user: User) -> bool:
    """Whether a mailed code alone signs `user` in: not those with a role or a second factor, nor a closed account."""
    return user.is_active and not has_a_role(user) and not has_second_factor(user)
