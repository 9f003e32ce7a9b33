"""Facts from elsewhere that change something of ours."""

from django.db import transaction

from studygroup import page_cache
from studygroup.actions import tell_approval, tell_approvers, tie_by_mail_domain, tie_by_new_address

# Rows that no page shows to the public; an open editor writes some of them every few seconds.
QUIET_APPS = frozenset(
    {"sessions", "notices", "account", "mfa", "wagtailadmin", "wagtailsearch", "wagtailusers", "contenttypes", "auth"}
)


def content_changed(sender, **kwargs):
    """Pages are made again; not for rows that say of themselves that no public page shows them."""
    if sender._meta.app_label not in QUIET_APPS and getattr(sender, "is_shown_to_public", True):
        transaction.on_commit(page_cache.raise_version)


def mail_confirmed(sender, email_address, **kwargs):
    tie_by_mail_domain(user=email_address.user)


def mail_changed(sender, user, **kwargs):
    tie_by_new_address(user=user)


def approval_asked(sender, instance, user=None, **kwargs):
    tell_approvers(task_state=instance, by=user)


def approval_given(sender, instance, user=None, **kwargs):
    tell_approval(workflow_state=instance, is_given=True, by=user)


def approval_refused(sender, instance, user=None, **kwargs):
    tell_approval(workflow_state=instance, is_given=False, by=user)
