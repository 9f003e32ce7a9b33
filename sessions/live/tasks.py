"""What the worker does for the rooms."""

from celery import shared_task

from sessions.live.actions import retention


@shared_task(name="live.forget_old_data")
def forget_old_data():
    retention.forget_presences()
