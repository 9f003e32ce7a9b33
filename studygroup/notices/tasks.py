"""The worker's part of the outbox."""

from celery import shared_task

from studygroup.notices import actions


@shared_task(name="notices.sweep")
def sweep():
    actions.send_due_letters()


@shared_task(name="notices.post_digests")
def post_digests():
    actions.post_digests()


@shared_task(name="notices.forget_old_letters")
def forget_old_letters():
    actions.forget_old_letters()
