from django.apps import AppConfig


class QnaConfig(AppConfig):
    name = "qna"
    label = "qna"
    verbose_name = "質問と回答"
    office_models = ("boardsettings",)
