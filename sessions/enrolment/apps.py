from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "sessions.enrolment"
    label = "enrolment"
    verbose_name = "参加登録"
    office_records = ("enrolment", "attendance", "application", "signup", "yearlyconfirmation")

    def ready(self):
        from allauth.account.signals import email_changed, email_confirmed, user_logged_in

        from sessions.enrolment import receivers
        from sessions.signals import study_session_changed
        from studygroup.signals import municipality_tied

        study_session_changed.connect(receivers.study_session_changed, dispatch_uid="enrolment.session_changed")
        user_logged_in.connect(receivers.signed_in, dispatch_uid="enrolment.signed_in")
        email_confirmed.connect(receivers.mail_confirmed, dispatch_uid="enrolment.mail_confirmed")
        municipality_tied.connect(receivers.municipality_tied, dispatch_uid="enrolment.municipality_tied")
        email_changed.connect(receivers.mail_changed, dispatch_uid="enrolment.mail_changed")
