"""Answers for a session and its seats: as a form posts them, and as they stand."""

from sessions.enrolment.actions.seats import sign_up_of
from sessions.enrolment.models import Attendance, SignUp


def taken(study_session) -> int:
    return SignUp.objects.get(study_session=study_session).seats_taken


def with_seats(study_session, **values) -> None:
    sign_up_of(study_session)
    SignUp.objects.filter(study_session=study_session).update(**values)


def is_in(attendance) -> bool:
    return Attendance.objects.get(pk=attendance.pk).checked_in_at is not None


def fields(person, study_session, mode, seen="none", **more) -> dict[str, str]:
    key = f"a{person.pk}-{study_session.pk}"
    return {f"{key}-mode": mode, f"{key}-seen": seen, **{f"{key}-{name}": value for name, value in more.items()}}


def answers_of(study_session) -> dict[str, str]:
    return dict(Attendance.objects.filter(study_session=study_session).values_list("participant__name", "mode"))
