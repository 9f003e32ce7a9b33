from django.apps import AppConfig


class StudySessionsConfig(AppConfig):
    name = "sessions"
    label = "study_sessions"
    verbose_name = "開催"
    office_models = ("programme", "venue", "shareditem")
