"""The worker's part of the pages and of what people wrote."""

from celery import shared_task
from django.core.management import call_command

from studygroup import actions


@shared_task(name="studygroup.publish_scheduled")
def publish_scheduled():
    """Publish what is due and take down what has run out, by the site's clock."""
    call_command("publish_scheduled")


@shared_task(name="studygroup.forget_old_contact_messages")
def forget_old_contact_messages():
    actions.forget_old_contact_messages()
