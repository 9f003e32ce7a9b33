from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "studygroup.notices"
    label = "notices"
    verbose_name = "お知らせ"

    # What the secretariat may do in the CMS, see studygroup.roles. To add a mailing is to work with the office's mail.
    office_records = ("mailing",)
    office_reads = ("outboxletter",)
