"""The worker's part of the pages."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="studygroup.publish_scheduled")
def publish_scheduled():
    """Publish what is due and take down what has run out, by the site's clock."""
    call_command("publish_scheduled")
