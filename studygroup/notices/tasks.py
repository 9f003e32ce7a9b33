"""The worker's part of the outbox."""

from celery import shared_task

from studygroup.notices.actions import send_due_letters


@shared_task(name="notices.sweep")
def sweep():
    send_due_letters()
