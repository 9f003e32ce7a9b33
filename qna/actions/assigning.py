"""回答依頼: given to advisors, or taken by one of the office, with a day by which to answer."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from qna import rules
from qna.actions.states import expect, locked, move
from qna.emails import advising as letters
from qna.enums import TO_SORT_STATES, WITH_ADVISOR_STATES, AssignmentState, QuestionState
from qna.models import Assignment, Question
from studygroup.enums import Role
from studygroup.notices.actions import post

NO_ADVISOR = "依頼先を選んでください"
NOT_AHEAD = "期限は、今日より後の日にしてください"
NOBODY_LIKE_THAT = "依頼先には、アドバイザーか事務局の人を選んでください"


def possible_advisors():
    """Advisors, and those of the office, who may answer themselves; users, in order."""
    is_one = Q(groups__name__in=[Role.ADVISOR, Role.SECRETARIAT])
    return get_user_model().objects.filter(is_one, is_active=True).distinct().order_by("name", "pk")


@transaction.atomic
def assign_question(*, question: Question, advisors: Iterable, due_on: date, by) -> list[Assignment]:
    """Ask each of `advisors` (users) for the answer by `due_on`. Returns who was newly asked.

    Asked before, they have the new day. Raises PermissionDenied, ValidationError.
    """
    if not rules.can_sort(by):
        raise PermissionDenied
    question = locked(question)
    expect(question, *TO_SORT_STATES, *WITH_ADVISOR_STATES)
    advisors = list(advisors)
    if not advisors:
        raise ValidationError({"advisors": NO_ADVISOR})
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": NOT_AHEAD})
    possible = set(possible_advisors().values_list("pk", flat=True))
    if not possible.issuperset(each.pk for each in advisors):
        raise ValidationError({"advisors": NOBODY_LIKE_THAT})
    asked = [made for advisor in advisors if (made := _ask(question, advisor, due_on, by))]
    if question.state in TO_SORT_STATES:
        move(question, QuestionState.DRAFTED if _has_words(question) else QuestionState.REQUESTED)
    log(question, "qna.assign", user=by, data={"advisors": [str(each) for each in advisors], "due_on": str(due_on)})
    return asked


def _has_words(question: Question) -> bool:
    return hasattr(question, "answer") and bool(question.answer.body)


def _ask(question: Question, advisor, due_on: date, by) -> Assignment | None:
    assignment, is_new = Assignment.objects.get_or_create(
        question=question, advisor=advisor, defaults={"due_on": due_on, "asked_by": by}
    )
    was_asked = not is_new and assignment.is_open
    if not is_new:
        assignment.due_on, assignment.wants_until, assignment.state = due_on, None, AssignmentState.OPEN
        if not was_asked:
            assignment.asked_at, assignment.asked_by = timezone.now(), by
        assignment.save()
    letter = letters.due_changed(assignment=assignment) if was_asked else letters.assigned(assignment=assignment)
    key = f"qna:assigned:{assignment.pk}:{assignment.asked_at:%Y%m%d%H%M%S}:{due_on}"
    if advisor != by:
        post(letter=letter, to=advisor, about=question, key=key, by=by)
    return None if was_asked else assignment


@transaction.atomic
def take_back_assignment(*, assignment: Assignment, by) -> None:
    """The answer is not wanted of them any more; their words stay in the versions. Raises PermissionDenied."""
    if not rules.can_sort(by):
        raise PermissionDenied
    question = locked(assignment.question)
    expect(question, *WITH_ADVISOR_STATES)
    assignment.state = AssignmentState.TAKEN_BACK
    assignment.save(update_fields=["state"])
    back_to_sorting(question)
    log(question, "qna.take_back_assignment", user=by, data={"advisor": str(assignment.advisor)})
    if assignment.advisor != by:
        key = f"qna:taken-back:{assignment.pk}:{assignment.asked_at:%Y%m%d%H%M%S}"
        post(letter=letters.taken_back(assignment=assignment), to=assignment.advisor, about=question, key=key, by=by)


def back_to_sorting(question: Question) -> None:
    """Where nobody is left who was asked."""
    if not question.assignments.open().exists():
        move(question, QuestionState.SORTING)
