"""The worker. Beat has intervals only: periodic tasks ask the site's clock what is due."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
SECONDS_BETWEEN = {
    "notices.sweep": 60,
    "studygroup.publish_scheduled": 30,
    "studygroup.forget_old_contact_messages": 3600,
    "notices.post_digests": 600,
    "notices.forget_old_letters": 3600,
    "enrolment.post_reminders": 300,
    "enrolment.tend_waiting_lists": 60,
    "enrolment.tend_confirmation": 3600,
    "enrolment.forget_old_data": 3600,
    "live.forget_old_data": 3600,
    "archive.tend_materials": 60,
    "archive.forget_old_data": 3600,
    "archive.tend_conversions": 60,
    "archive.forget_leftovers": 3600,
    "consultations.post_reminders": 300,
    "consultations.forget_old_data": 3600,
    "qna.tend_batches": 30,
    "qna.post_reminders": 600,
    "qna.forget_old_data": 3600,
}
app.conf.beat_schedule = {task: {"task": task, "schedule": seconds} for task, seconds in SECONDS_BETWEEN.items()}
