from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "archive.search"
    label = "search"
    verbose_name = "検索"
    office_models = ("synonymgroup",)

    def ready(self):
        from django.db.models.signals import post_save
        from wagtail.signals import page_published

        from archive.search import receivers
        from archive.signals import transcript_changed
        from sessions.models import SharedItem

        page_published.connect(receivers.page_published, dispatch_uid="search.page_published")
        transcript_changed.connect(receivers.transcript_changed, dispatch_uid="search.transcript_changed")
        post_save.connect(receivers.shared_item_saved, sender=SharedItem, dispatch_uid="search.shared_item_saved")
