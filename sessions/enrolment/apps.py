from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "sessions.enrolment"
    label = "enrolment"
    verbose_name = "参加登録"
    office_records = ("enrolment", "attendance")
