from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"
    label = "archive"
    verbose_name = "資料と動画"
    office_models = ("material", "video")

    def ready(self):
        from django.db.models.signals import post_delete

        from archive import receivers

        post_delete.connect(
            receivers.conversion_gone, sender="archive.Conversion", dispatch_uid="archive.conversion_gone"
        )
        for model in ("Material", "MaterialPage", "Edition", "Video", "Bundle"):
            post_delete.connect(
                receivers.files_gone, sender=f"archive.{model}", dispatch_uid=f"archive.files_gone.{model}"
            )
