"""To whom a letter about a person goes."""

from collections.abc import Iterable

from sessions.enrolment.models import Attendance
from studygroup.models import Department, Participant
from studygroup.notices.actions import post, post_to_many
from studygroup.notices.emails import Letter, Reader


def post_to_person(*, letter: Letter, person: Participant, about, key: str, by) -> None:
    """Post to the person's login, else mailbox; for someone with neither, to those who speak for the department."""
    to = person.user or person.mail
    if to:
        post(letter=letter, to=to, about=about, key=key, by=by)
    else:
        post_to_coordinators(letter=letter, department=person.department, about=about, key=key, by=by)


def post_to_coordinators(
    *, letter: Letter, department: Department, about, key: str, by, besides: Iterable[Participant] = ()
) -> None:
    """Post to everyone who speaks for `department` today, once per login or mailbox.

    Not to those of `besides`, who know already, nor to who shares a mailbox with them.
    """
    readers = _speakers(department, besides)
    post_to_many(letter_for=lambda names: letter, readers=readers, about=about, key=key, by=by)


def _speakers(department: Department, besides: Iterable[Participant] = ()) -> list[Reader]:
    people = department.participants.select_related("user", "department").filter(is_coordinator=True)
    told = {address for person in besides for address in _addresses(person)}
    return [
        Reader(person.name, person.mail, person.user)
        for person in people
        if person.is_current and not told.intersection(_addresses(person))
    ]


def _addresses(person: Participant) -> set[str]:
    """Where a letter may reach `person`."""
    known = person.mail, person.user.email if person.user else ""
    return {address.lower() for address in known if address}


def by_reader(attendances: Iterable[Attendance]) -> list[list[Attendance]]:
    """Of each session, those whom one letter tells: sharing a login, a mailbox, or the speaker of the department."""
    groups: dict[tuple, list[Attendance]] = {}
    for attendance in attendances:
        reader = attendance.study_session_id, _reached_at(attendance.participant)
        groups.setdefault(reader, []).append(attendance)
    return list(groups.values())


def _reached_at(person: Participant) -> str:
    """The address that a letter about `person` goes to, or the department where several speak for them."""
    address = person.user.email if person.user else person.mail
    if not address:
        addresses = {reader.address for reader in _speakers(person.department)}
        address = addresses.pop() if len(addresses) == 1 else f"department {person.department_id}"
    return address.lower()
