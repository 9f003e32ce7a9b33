"""What is held about the reader, as /my/privacy/ shows it; each a section of the slot `held_about_me`."""

from django.db.models import Q

from sessions.enrolment.models import Application, Attendance, DeskEntry, Invitation
from sessions.enrolment.periods import period_in_words
from studygroup.models import ContactMessage
from studygroup.notices.models import Notice, OutboxLetter
from studygroup.slots import Section

NEWEST = 50  # of what there may be very much, the page shows as many and says how many there are


def account(user, thing) -> Section | None:
    """The login itself."""
    addresses = list(user.emailaddress_set.order_by("-primary", "email"))
    context = {"addresses": addresses, "unused_kept_for": period_in_words("logins")}
    return Section(0, "enrolment/held/account.html", context)


def participations(user, thing) -> Section | None:
    """What the reader takes part as, former and suspended too."""
    people = user.participants.select_related("department__municipality").order_by("-pk")
    return Section(10, "enrolment/held/participations.html", {"people": people, "kept_for": period_in_words("leavers")})


def attendances(user, thing) -> Section | None:
    """How the reader takes part in each session, and what the desk wrote down."""
    rows = Attendance.objects.filter(participant__user=user).select_related("study_session", "participant")
    context = {
        "attendances": rows.order_by("-study_session__date_from", "-pk"),
        "desk_entries": DeskEntry.objects.filter(attendance__participant__user=user)
        .select_related("study_session")
        .order_by("-at")[:NEWEST],
        "desk_kept_for": period_in_words("desk_entries"),
    }
    return Section(20, "enrolment/held/attendances.html", context)


def applications(user, thing) -> Section | None:
    """The forms of enrolment that the reader sent, and the invitations to their address."""
    context = {
        "applications": Application.objects.filter(submitted_by=user).select_related("municipality"),
        "applications_kept_for": period_in_words("applications"),
        "invitations": Invitation.objects.filter(Q(mail__iexact=user.email) | Q(invited_by=user)).select_related(
            "department__municipality"
        ),
        "invitations_kept_for": period_in_words("invitations"),
    }
    return Section(30, "enrolment/held/applications.html", context)


def told(user, thing) -> Section | None:
    """What the site told the reader, on the site and by mail, and what the reader wrote to the office."""
    letters = OutboxLetter.objects.filter(Q(to_user=user) | Q(to_address__iexact=user.email))
    context = {
        "notice_count": Notice.objects.filter(user=user).count(),
        "letters": letters.order_by("-pk")[:NEWEST],
        "letter_count": letters.count(),
        "letters_kept_for": period_in_words("letters"),
        "contact_messages": ContactMessage.objects.filter(mail__iexact=user.email).order_by("-pk"),
        "messages_kept_for": period_in_words("contact_messages"),
    }
    return Section(40, "enrolment/held/told.html", context)
