"""What the worker does for consultations."""

from celery import shared_task

from qna.consultations.actions import reminding, retention


@shared_task(name="consultations.post_reminders")
def post_reminders():
    reminding.post_reminders()


@shared_task(name="consultations.forget_old_data")
def forget_old_data():
    retention.forget_old_consultations()
