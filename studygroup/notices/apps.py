from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "studygroup.notices"
    label = "notices"
    verbose_name = "お知らせ"
    office_reads = ("outboxletter",)
