from django.apps import AppConfig


class StudygroupConfig(AppConfig):
    name = "studygroup"
    label = "studygroup"
    verbose_name = "研究会"

    # What the secretariat keeps in the CMS; see studygroup.roles.
    office_models = (
        "municipality",
        "maildomain",
        "department",
        "participant",
        "contact",
        "urgentbanner",
        "contactmessage",
    )

    def ready(self):
        from allauth.account.signals import email_confirmed
        from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save

        from studygroup import receivers, roles

        for signal in (post_save, post_delete, m2m_changed):
            signal.connect(receivers.content_changed, dispatch_uid="studygroup.content_changed")
        post_migrate.connect(roles.keep_roles, dispatch_uid="studygroup.keep_roles")
        email_confirmed.connect(receivers.mail_confirmed, dispatch_uid="studygroup.mail_confirmed")
