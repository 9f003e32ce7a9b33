"""Facts from elsewhere that change something of ours."""

from django.db import transaction

from studygroup import page_cache
from studygroup.actions import tie_by_mail_domain

# Rows that no page shows to the public.
QUIET_APPS = frozenset({"sessions", "notices", "account", "mfa", "wagtailsearch", "contenttypes", "auth"})


def content_changed(sender, **kwargs):
    if sender._meta.app_label not in QUIET_APPS:
        transaction.on_commit(page_cache.raise_version)


def mail_confirmed(sender, email_address, **kwargs):
    tie_by_mail_domain(user=email_address.user)
