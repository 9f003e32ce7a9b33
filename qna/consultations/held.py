"""What consultations hold about the reader, for /my/privacy/ (the slot `held_about_me`)."""

from sessions.enrolment.periods import period_in_words
from studygroup.slots import Section


def consultations(user, thing) -> Section | None:
    """What the reader asked for, and how long what was written down is kept."""
    asked = user.consultations.select_related("department__municipality", "topic")
    context = {"consultations": asked, "kept_for": period_in_words("consultations")}
    return Section(38, "consultations/held/consultations.html", context)
