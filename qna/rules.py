"""Who may do what on the board. `user` is always whoever is signed in."""

from qna.enums import OPEN_STATES, SEEING_STATES, WITH_ADVISOR_STATES, AssignmentState, QuestionState
from qna.models import Answer, AnswerBatch, Question
from qna.readers import asking_departments_of, departments_of, is_of_enrolled_municipality, is_of_office
from sessions.live.enums import UNANSWERED_STATES
from sessions.live.enums import QuestionState as RoomState
from sessions.live.models import Question as RoomQuestion
from studygroup.enums import Role
from studygroup.models import Participant
from studygroup.rules import is_secretariat, is_staff


def can_ask(user) -> bool:
    """Staff of a municipality that is enrolled this fiscal year ask, whatever their own department."""
    return is_staff(user) and is_of_enrolled_municipality(user)


def can_ask_as(user, participant: Participant) -> bool:
    """Whoever asks does so as one of their own current participations."""
    return can_ask(user) and participant.user_id == user.pk and participant.is_current


def can_sort(user) -> bool:
    """The secretariat sorts, assigns, reviews, publishes, and enters what came by telephone."""
    return is_secretariat(user)


def can_read_board(user) -> bool:
    """Secretariat and organiser read everything; only the former changes it."""
    return is_of_office(user)


def can_approve(user) -> bool:
    """The organiser approves a batch, where the office's setting asks for it."""
    return user.is_authenticated and (user.is_superuser or Role.ORGANISER in user.roles)


def stayed_open(asked: RoomQuestion) -> bool:
    """Whether a question of a live room was neither answered nor hidden there."""
    return asked.state in (RoomState.WAITING, *UNANSWERED_STATES)


def is_asker(user, question: Question) -> bool:
    """Whether one of the departments of `user` asked it, or a question that was merged into it."""
    departments = asking_departments_of(user)
    if not departments:
        return False
    if question.department_id in departments:
        return True
    return question.merged.filter(department__in=departments).exists()


def is_own(user, question: Question) -> bool:
    """Whether a department of `user` asked this very question."""
    return question.department_id is not None and question.department_id in asking_departments_of(user)


def is_assigned(user, question: Question) -> bool:
    """Whether `user` was given `question` and has it still."""
    return user.is_authenticated and question.assignments.filter(advisor=user, state__in=SEEING_STATES).exists()


def can_work_on(user, question: Question) -> bool:
    """The advisor's page of a question: those it was given to."""
    return is_assigned(user, question)


def can_draft(user, question: Question) -> bool:
    """Writes the answer: whoever was asked to, until it is handed in; of the office only who was asked as well."""
    if question.state not in WITH_ADVISOR_STATES or not user.is_authenticated:
        return False
    return question.assignments.filter(advisor=user, state=AssignmentState.OPEN).exists()


def can_suggest(user, question: Question) -> bool:
    """The office edits an answer that was handed in only as a suggestion, which the advisor sees."""
    return can_sort(user) and question.state in (QuestionState.REVIEW, QuestionState.REVIEWED)


def can_read_original(user, question: Question) -> bool:
    """The words as asked, and what came with them: the asking department, its advisors, the office."""
    return is_of_office(user) or is_own(user, question) or is_assigned(user, question)


def can_read_answer(user, question: Question) -> bool:
    """The published answer, once its moment has come for `user`."""
    return Answer.objects.visible_to(user).filter(question=question).exists()


def can_read_draft(user, question: Question) -> bool:
    """An answer that is not published: office, and whoever writes it."""
    return is_of_office(user) or is_assigned(user, question)


def can_want(user, question: Question) -> bool:
    """「知りたい」: somebody of a department of an enrolled municipality, not of one that asked it."""
    return can_follow(user, question) and bool(departments_of(user)) and not is_asker(user, question)


def can_follow(user, question: Question) -> bool:
    """Staff of an enrolled municipality are told of the answer to what they may read."""
    return can_ask(user) and Question.objects.visible_to(user).filter(pk=question.pk).exists()


def can_take_back(user, question: Question) -> bool:
    """The asking department takes its own question back until it is published."""
    return is_own(user, question) and question.state in OPEN_STATES


def can_withdraw(user, question: Question) -> bool:
    """The office withdraws what is published, which leaves a stub, or what is under way."""
    return can_sort(user) and (question.state in OPEN_STATES or question.is_published)


def can_correct(user, question: Question) -> bool:
    """The office publishes a dated correction."""
    return can_sort(user) and question.is_published


def can_open_batch(user, batch: AnswerBatch) -> bool:
    return AnswerBatch.objects.visible_to(user).filter(pk=batch.pk).exists()
