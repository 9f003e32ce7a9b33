"""What the worker does for the board."""

from celery import shared_task

from qna.actions import drafting, publishing, reminding


@shared_task(name="qna.tend_batches")
def tend_batches():
    publishing.tend_batches()


@shared_task(name="qna.post_reminders")
def post_reminders():
    reminding.post_reminders()


@shared_task(name="qna.forget_old_data")
def forget_old_data():
    drafting.forget_drafts()
