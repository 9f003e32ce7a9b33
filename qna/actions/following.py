"""知りたい, following, and 「これで解決した」."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from qna import rules
from qna.models import Following, Interest, Question, Solved
from qna.readers import departments_of


@transaction.atomic
def want_to_know(*, question: Question, by) -> None:
    """Each department of `by` wants to know, once. Raises PermissionDenied."""
    if not rules.can_want(by, question):
        raise PermissionDenied
    for department in departments_of(by):
        Interest.objects.get_or_create(question=question, department_id=department, defaults={"by": by})


@transaction.atomic
def want_no_more(*, question: Question, by) -> None:
    """What the department said is taken back."""
    Interest.objects.filter(question=question, department__in=departments_of(by)).delete()


@transaction.atomic
def follow(*, question: Question, by) -> None:
    """Be told when it is answered or corrected. Raises PermissionDenied."""
    if not rules.can_follow(by, question):
        raise PermissionDenied
    Following.objects.get_or_create(question=question, user=by)


@transaction.atomic
def follow_no_more(*, question: Question, by) -> None:
    Following.objects.filter(question=question, user=by).delete()


@transaction.atomic
def mark_solved(*, question: Question, by) -> None:
    """What somebody was about to ask is answered there; counted once a person. Raises PermissionDenied."""
    if not Question.objects.visible_to(by).filter(pk=question.pk).exists() or not rules.can_ask(by):
        raise PermissionDenied
    Solved.objects.get_or_create(question=question, user=by)
