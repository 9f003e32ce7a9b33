"""Facts of the programme and of logins that change something of ours."""

from sessions.enrolment.actions.membership import follow_new_address, link_people
from sessions.enrolment.actions.reminding import tell_change
from studygroup.actions import tie_by_mail_domain


def study_session_changed(sender, study_session, before, after, **kwargs):
    tell_change(study_session=study_session, before=before, after=after)


def signed_in(sender, user, **kwargs):
    link_people(user=user)


def municipality_tied(sender, user, **kwargs):
    link_people(user=user)


def mail_confirmed(sender, email_address, **kwargs):
    """The municipality first, whichever app hears of it first."""
    tie_by_mail_domain(user=email_address.user)
    link_people(user=email_address.user)


def mail_changed(sender, user, from_email_address, **kwargs):
    if from_email_address:
        follow_new_address(user=user, former=from_email_address.email)
