"""What a reader of the board is: of which departments, of an enrolled municipality or not."""

from django.utils import timezone

from qna.enums import OpenTo
from sessions.dates import fiscal_year_of
from sessions.enrolment.rules import is_within, standing_of
from studygroup.models import Department
from studygroup.rules import works_in_cms


def departments_of(user) -> set[int]:
    """The keys of the departments that `user` stands in today."""
    return standing_of(user).departments


def asking_departments_of(user) -> set[int]:
    """The same with those that were merged into them: a department keeps what it asked, whatever it is called."""
    departments = departments_of(user)
    if departments and "asking_departments" not in user.__dict__:
        merged = Department.objects.filter(merged_into__in=departments).values_list("pk", flat=True)
        user.__dict__["asking_departments"] = departments | set(merged)
    return user.__dict__["asking_departments"] if departments else set()


def is_of_enrolled_municipality(user) -> bool:
    """Staff of a municipality with an enrolment that counts this fiscal year, in any series of any programme."""
    reach = standing_of(user).programmes
    year = fiscal_year_of(timezone.localdate())
    return any(is_within(reach, programme, year) for programme in reach)


def is_open_to(open_to: str, user) -> bool:
    """Whether `user` is among those to whom the office opened a part of the board; office and advisors always are."""
    standing = standing_of(user)
    if standing.is_everywhere or open_to == OpenTo.PUBLIC:
        return True
    if open_to == OpenTo.STAFF:
        return standing.is_staff
    return is_of_enrolled_municipality(user)


def is_of_office(user) -> bool:
    """Secretariat and organiser read the whole board; what they may do is in `rules`."""
    return works_in_cms(user)
