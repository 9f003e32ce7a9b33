from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "qna.consultations"
    label = "consultations"
    verbose_name = "個別相談"
    office_records = ("call",)
    office_reads = ("consultation",)
