from django.apps import AppConfig


class StudySessionsConfig(AppConfig):
    name = "sessions"
    label = "study_sessions"
    verbose_name = "開催"
    office_models = ("venue", "shareditem")
    office_records = ("programme",)

    def ready(self):
        from django.db.models.signals import post_save
        from wagtail.signals import page_published

        from sessions import panels, receivers
        from sessions.models import Series, SharedItem, StudySession, Venue

        # Here and not in wagtail_hooks.py: Wagtail's system checks build the form before any hook is looked for.
        panels.bind_study_session()
        page_published.connect(
            receivers.study_session_published, sender=StudySession, dispatch_uid="sessions.published"
        )
        page_published.connect(receivers.series_published, sender=Series, dispatch_uid="sessions.series_published")
        post_save.connect(receivers.shared_item_saved, sender=SharedItem, dispatch_uid="sessions.shared_item_saved")
        post_save.connect(receivers.venue_saved, sender=Venue, dispatch_uid="sessions.venue_saved")
