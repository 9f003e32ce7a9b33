from django.apps import AppConfig


class StudygroupConfig(AppConfig):
    name = "studygroup"
    label = "studygroup"
    verbose_name = "研究会"

    # What the secretariat keeps in the CMS; see studygroup.roles.
    office_models = ("maildomain", "contact", "urgentbanner")
    office_records = ("municipality", "department", "participant")
    office_reads = ("contactmessage",)

    def ready(self):
        from allauth.account.signals import email_changed, email_confirmed
        from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
        from wagtail.models import TaskState, WorkflowState
        from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

        from studygroup import panels, receivers, references, roles, site_address

        references.leave_records_out()
        panels.bind_page_forms()  # before Wagtail's system checks build the forms
        for signal in (post_save, post_delete, m2m_changed):
            signal.connect(receivers.content_changed, dispatch_uid="studygroup.content_changed")
        post_migrate.connect(roles.keep_roles, dispatch_uid="studygroup.keep_roles")
        post_migrate.connect(site_address.keep_site_address, sender=self, dispatch_uid="studygroup.keep_site_address")
        # Under the names of Wagtail's own handlers, which send mail within the request: ours, there first, go instead.
        task_submitted.connect(
            receivers.approval_asked, sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification"
        )
        workflow_approved.connect(
            receivers.approval_given,
            sender=WorkflowState,
            dispatch_uid="workflow_state_approved_email_notification",
        )
        workflow_rejected.connect(
            receivers.approval_refused,
            sender=WorkflowState,
            dispatch_uid="workflow_state_rejected_email_notification",
        )
        email_changed.connect(receivers.mail_changed, dispatch_uid="studygroup.mail_changed")
        email_confirmed.connect(receivers.mail_confirmed, dispatch_uid="studygroup.mail_confirmed")
