"""To whom letters about questions go: a department that asked, those who follow, those who answer."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model

from qna.models import Question
from sessions.enrolment.actions.posting import post_to_coordinators
from studygroup.enums import Role
from studygroup.models import Department, Participant
from studygroup.notices.actions import post, post_to_many
from studygroup.notices.emails import Letter, Reader


def askers_of(questions: Iterable[Question]) -> dict[Department, list[Participant]]:
    """Of `questions` and what was merged into them: the departments, each with the people who asked."""
    group = Question.objects.filter(pk__in=[each.pk for each in questions]).group()
    found: dict[Department, list[Participant]] = {}
    for question in group.select_related("department__municipality", "participant__user").order_by("department", "pk"):
        if question.department:
            people = found.setdefault(question.department, [])
            if question.participant and question.participant not in people:
                question.participant.department = question.department
                people.append(question.participant)
    return found


def tell_department(
    department: Department, people: Iterable[Participant], *, letter: Letter, about, key: str, by
) -> None:
    """One letter to those of `department` who asked; where none of them is left, to who speaks for it."""
    readers = [Reader(one.name, one.mail, one.user) for one in people if one.is_current and (one.user or one.mail)]
    if readers:
        post_to_many(letter_for=lambda names: letter, readers=readers, about=about, key=key, by=by)
    else:
        post_to_coordinators(letter=letter, department=department, about=about, key=key, by=by)


def tell_askers_of(question: Question, *, letter: Letter, key: str, by) -> None:
    """The same letter to each department that asked `question`."""
    for department, people in askers_of([question]).items():
        tell_department(department, people, letter=letter, about=question, key=f"{key}:{department.pk}", by=by)


def tell_advisors(question: Question, *, letter: Letter, key: str, by, but=None) -> None:
    """Those who were asked to answer `question` and have it still."""
    for assignment in question.assignments.seeing().select_related("advisor"):
        if assignment.advisor != but:
            post(letter=letter, to=assignment.advisor, about=question, key=f"{key}:{assignment.advisor_id}", by=by)


def tell_role(role: Role, *, letter: Letter, about, key: str, by) -> None:
    """Everybody who works in this role."""
    for user in get_user_model().objects.filter(groups__name=role, is_active=True).order_by("pk"):
        post(letter=letter, to=user, about=about, key=f"{key}:{user.pk}", by=by)
