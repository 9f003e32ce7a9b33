from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "sessions.live"
    label = "live"
    verbose_name = "当日の部屋"
