"""To whom a letter about a consultation goes."""

from qna.consultations.models import Consultation, Meeting
from studygroup.notices.actions import post, post_to_many
from studygroup.notices.emails import Letter, Reader


def tell_department(*, letter: Letter, consultation: Consultation, about, key: str, by) -> None:
    """Whoever asked, while they are in the department, and those who speak for it: once a mailbox or login."""
    people = consultation.department.participants.select_related("user", "department")
    readers = [
        Reader(person.name, person.mail, person.user)
        for person in people
        if person.is_current and (person.is_coordinator or _asked(person, consultation))
    ]
    post_to_many(letter_for=lambda names: letter, readers=readers, about=about, key=key, by=by)


def _asked(person, consultation: Consultation) -> bool:
    return person.user_id is not None and person.user_id == consultation.asked_by_id


def post_to_advisor(*, letter: Letter, meeting: Meeting, key: str, by) -> None:
    """Whom a date is with; nobody where the office takes it itself."""
    if meeting.advisor:
        post(letter=letter, to=meeting.advisor, about=meeting, key=key, by=by)


def tell_both(*, letter: Letter, meeting: Meeting, key: str, by) -> None:
    """The department and the advisor."""
    tell_department(letter=letter, consultation=meeting.consultation, about=meeting, key=key, by=by)
    post_to_advisor(letter=letter, meeting=meeting, key=f"{key}:advisor", by=by)
