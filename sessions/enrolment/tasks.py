"""What the worker does for enrolment and attendance."""

from celery import shared_task

from sessions.enrolment.actions import reminding, retention, seats, yearly


@shared_task(name="enrolment.post_reminders")
def post_reminders():
    reminding.post_reminders()


@shared_task(name="enrolment.tend_waiting_lists")
def tend_waiting_lists():
    seats.tend_waiting_lists()


@shared_task(name="enrolment.tend_confirmation")
def tend_confirmation():
    yearly.remind_unconfirmed()
    yearly.suspend_unconfirmed()


@shared_task(name="enrolment.forget_old_data")
def forget_old_data():
    retention.forget_old_data()
