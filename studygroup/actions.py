"""What people do with the organisation."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from studygroup import emails, rules
from studygroup.enums import Role
from studygroup.models import Contact, ContactMessage, DepartmentName, Municipality, User
from studygroup.notices.actions import post
from studygroup.signals import municipality_tied

FORGOTTEN = "（保存期間が終わったお問い合わせ）"
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user) -> bool:
    """Whether `user` has a passkey or one-time passwords set up."""
    return Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()


def tie_by_mail_domain(*, user) -> None:
    """Tie `user` to the municipality whose domains hold the proven address; leave the rest to the office."""
    if user.municipality_id is None:
        user.municipality = Municipality.objects.owning_address(user.email).first()
        user.save(update_fields=["municipality"])


def tie_by_new_address(*, user) -> None:
    """After a change of the proven address: its domain's municipality, or none until the office says which.

    What the office said itself stays.
    """
    if not user.tied_by_office:
        user.municipality = Municipality.objects.owning_address(user.email).first()
        user.save(update_fields=["municipality"])


@transaction.atomic
def tie_to_municipality(*, user, municipality, by) -> None:
    """The office says that `user` works for `municipality`. Raises PermissionDenied."""
    if not rules.can_manage_people(by):
        raise PermissionDenied
    user.municipality, user.tied_by_office = municipality, True
    user.save(update_fields=["municipality", "tied_by_office"])
    entry = log(user, "studygroup.tie", user=by, data={"municipality": municipality.pk})
    letter = emails.tied_to_municipality(municipality=municipality, site_url=settings.SITE_URL + "/")
    post(letter=letter, to=user, about=user, key=f"tied:{entry.pk}", by=by)
    municipality_tied.send(User, user=user)


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
    entry = log(user, "studygroup.invite", user=by, data={"role": role.label})
    letter = emails.invited_to_office(role=role, login_url=settings.SITE_URL + reverse("account_login"))
    post(letter=letter, to=user, about=user, key=f"invited:{entry.pk}", by=by)
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
    """When the contractor changes: everyone but `by` leaves the secretariat at once, and keeps any other role.

    Returns how many. Raises PermissionDenied.
    """
    if not rules.can_manage_people(by):
        raise PermissionDenied
    secretariat = Group.objects.get(name=Role.SECRETARIAT)
    leaving = list(secretariat.user_set.exclude(pk=by.pk))
    for user in leaving:
        user.groups.remove(secretariat)
        log(user, "studygroup.end_role", user=by, data={"role": Role.SECRETARIAT.label})
    return len(leaving)


@transaction.atomic
def tell_approvers(*, task_state, by) -> None:
    """Tell the members of the groups that `task_state` waits for, but not whoever asked."""
    page = task_state.workflow_state.content_object
    letter = emails.approval_asked(title=page.get_admin_display_title(), edit_url=_edit_url(page))
    groups = task_state.task.specific.groups.all()
    for user in User.objects.in_office().filter(groups__in=groups).exclude(pk=getattr(by, "pk", None)):
        post(letter=letter, to=user, about=page, key=f"approval-asked:{task_state.pk}:{user.pk}", by=by)


@transaction.atomic
def tell_approval(*, workflow_state, is_given: bool, by) -> None:
    """Tell whoever asked for an approval how it ended."""
    page, asker = workflow_state.content_object, workflow_state.requested_by
    if asker is None or asker == by or not asker.is_active:
        return
    task_state = workflow_state.current_task_state
    letter = emails.approval_answered(
        title=page.get_admin_display_title(),
        is_given=is_given,
        comment=task_state.specific.get_comment(),
        edit_url=_edit_url(page),
    )
    post(letter=letter, to=asker, about=page, key=f"approval-answered:{task_state.pk}:{is_given}", by=by)


def _edit_url(page) -> str:
    return settings.SITE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])


@transaction.atomic
def rename_department(*, department, name: str, by) -> None:
    """Give `department` its new name from today on; until yesterday it had the old one. Raises PermissionDenied."""
    if not rules.is_secretariat(by):
        raise PermissionDenied
    if name == department.name:
        return
    yesterday = timezone.localdate() - timedelta(days=1)
    DepartmentName.objects.create(department=department, name=department.name, until=yesterday)
    log(department, "studygroup.rename", user=by, data={"old": department.name, "new": name})
    department.name = name
    department.save(update_fields=["name"])


@transaction.atomic
def handle_contact_message(*, message: ContactMessage, by) -> None:
    """Say that `message` has been dealt with. Raises PermissionDenied."""
    if not rules.can_read_contact_messages(by):
        raise PermissionDenied
    if message.handled_at is None:
        message.handled_at = timezone.now()
        message.save(update_fields=["handled_at"])
        log(message, "studygroup.handle", user=by)


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


@transaction.atomic
def forget_old_contact_messages() -> int:
    """Remove what people wrote, RETENTION_DAYS["contact_messages"] after it came; the CMS's log forgets their names.

    Returns how many.
    """
    before = timezone.now() - timedelta(days=settings.RETENTION_DAYS["contact_messages"])
    old = [str(pk) for pk in ContactMessage.objects.received_before(before).values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(ContactMessage)
    ModelLogEntry.objects.filter(content_type=kind, object_id__in=old).update(label=FORGOTTEN)
    ContactMessage.objects.filter(pk__in=old).delete()
    return len(old)
