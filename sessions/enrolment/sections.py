"""What the enrolment adds to the pages of the programme."""

from django.urls import reverse
from django.utils import timezone

from sessions.dates import fiscal_year_of, moment_in_words
from sessions.enrolment.coverage import read_coverage
from sessions.enrolment.models import Enrolment, SignUp
from sessions.enrolment.overview import departments_of
from sessions.enrolment.rules import Standing, can_keep_desk, is_within, standing_of
from sessions.enrolment.sheet import Terms, people_of, read_cells
from sessions.enums import Policy
from sessions.models import StudySession
from sessions.sections import upcoming_sessions
from studygroup import page_cache
from studygroup.models import HomePage
from studygroup.navigation import NavItem
from studygroup.slots import Section


def greeting(user, home) -> Section | None:
    """The home page's first line for someone signed in: who they are, and which session is theirs next."""
    if not user.is_authenticated:
        return None
    standing = standing_of(user)
    context = {
        "reader": _name_of(user),
        "takes_part": standing.is_everywhere or standing.is_staff,
        "next_session": next((one for one in upcoming_sessions() if _takes_part(standing, one)), None),
    }
    return Section(0, "enrolment/sections/greeting.html", context)


def way_in() -> NavItem:
    """Where a department enrols."""
    return NavItem(0, reverse("enrolment:start"), "部署の参加登録")


def my_page() -> NavItem:
    """Where somebody signed in finds what is theirs."""
    return NavItem(0, reverse("enrolment:my"), "マイページ")


def deadline(user, study_session: StudySession) -> Section | None:
    """On a session's card: until when answers are taken; for those whose session it is, the way to answer."""
    until = page_cache.remember("deadlines", SignUp.objects.deadlines).get(study_session.pk)
    if study_session.is_called_off or not study_session.is_on_a_day or study_session.is_past:
        return None
    is_open = until is None or until > timezone.now()
    answers = is_open and user.is_authenticated and bool(user.current_participations)
    context = {
        "study_session": study_session,
        "until": moment_in_words(until) if until else "",
        "is_open": is_open,
        "answers": answers and _takes_part(standing_of(user), study_session),
    }
    return Section(10, "enrolment/sections/deadline.html", context) if until or context["answers"] else None


def desk(user, study_session: StudySession) -> Section | None:
    """For the office: the reception desk of a session that takes place, with what it prints."""
    if study_session.is_called_off or not can_keep_desk(user):
        return None
    return Section(20, "enrolment/sections/desk.html", {"study_session": study_session})


def municipality_map(user, page) -> Section:
    """Who is enrolled: leaves beside the headline of the home page, the named map with its table elsewhere."""
    template = "leaf_map" if isinstance(page, HomePage) else "members_map"
    context = {"coverage": page_cache.remember("coverage", read_coverage), "today": timezone.localdate()}
    return Section(10, f"enrolment/sections/{template}.html", context)


def _name_of(user) -> str:
    """The reader's departments; for someone in none, the municipality or the name."""
    departments = dict.fromkeys(str(person.department) for person in user.current_participations)
    if departments:
        return "・".join(departments)
    return user.municipality.name if user.municipality_id else user.get_full_name()


def _takes_part(standing: Standing, study_session: StudySession) -> bool:
    """Whether the session is the reader's: of a series of theirs, or open to all staff; to office and advisors, any."""
    open_to_them = standing.is_staff and study_session.series.policy == Policy.STAFF
    return (
        standing.is_everywhere
        or open_to_them
        or is_within(standing.series, study_session.series_id, study_session.fiscal_year)
    )


def own_sign_ups(user, study_session: StudySession) -> Section | None:
    """For those whose department takes part in `study_session`: each colleague's answer, and the way to change it."""
    context = _sign_ups(user, study_session)
    return Section(5, "enrolment/sections/own_sign_ups.html", context) if context else None


def standing_in_series(user, series) -> Section | None:
    """The department's answers for the next session of `series`, else its standing; for others the way to enrol."""
    departments = [person.department_id for person in user.current_participations] if user.is_authenticated else []
    ahead = series.year_at_hand["next_session"] if departments else None
    if ahead and ahead.is_on_a_day and (context := _sign_ups(user, ahead)):
        return Section(10, "enrolment/sections/own_sign_ups.html", context | {"in_series": True})
    names = _enrolled_names(departments, series) if departments else []
    if names:
        return Section(10, "enrolment/series_standing.html", {"departments": names})
    return Section(10, "enrolment/sections/series_way_in.html", {"series": series}) if series.is_enrolled_in else None


def _enrolled_names(departments: list[int], series) -> list[str]:
    admitting = Enrolment.objects.admitting(fiscal_year_of(timezone.localdate()))
    enrolments = admitting.of_departments(departments).in_series(series.accepted_series_ids)
    return sorted({str(enrolment.department) for enrolment in enrolments})


def _sign_ups(user, study_session: StudySession) -> dict | None:
    departments = departments_of(user)
    if not departments:
        return None
    answers = read_cells(user, people_of(*departments), [study_session])
    cells = [cell for cell in answers.values() if cell.is_admitted]
    if not cells or (study_session.is_past and not any(cell.attendance for cell in cells)):
        return None
    return {
        "study_session": study_session,
        "terms": Terms(study_session, cells[0].sign_up),
        "own_departments": dict.fromkeys(str(cell.person.department) for cell in cells),
        "cells": cells,
        "can_answer": any(cell.is_open for cell in cells),
        "receipts": [] if study_session.is_past else [cell for cell in cells if cell.is_ours and cell.comes_to_venue],
    }
