"""Reading the board: who may read which question, which answer, which batch, and when."""

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from qna.enums import (
    OPEN_STATES,
    SEEING_STATES,
    STATES_OF_READERS,
    TO_SORT_STATES,
    UNPUBLISHED_STATES,
    Appearance,
    AssignmentState,
    BatchState,
    QuestionState,
    ReaderState,
    RemarkKind,
)
from qna.readers import asking_departments_of, is_of_office, is_open_to
from studygroup import page_cache

OUTWARD = Q(merged_into__isnull=True) & ~Q(appearance=Appearance.PRIVATE)


def board_settings():
    """The office's settings, read once per version of what readers see."""
    return page_cache.remember("board_settings", apps.get_model("qna", "BoardSettings").load)


def given_to(user) -> Q:
    """Questions that `user` was asked to answer and neither declined nor lost."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    assignments = apps.get_model("qna", "Assignment").objects
    return Q(pk__in=assignments.filter(advisor=user, state__in=SEEING_STATES).values("question"))


def merged_from(departments) -> Q:
    """Questions into which one of these departments' own was merged."""
    questions = apps.get_model("qna", "Question").objects
    merged = questions.filter(department__in=departments, merged_into__isnull=False)
    return Q(pk__in=merged.values("merged_into"))


def told_to_askers(user) -> Q:
    """Published questions whose answer the departments of `user` are among the first to read."""
    departments = asking_departments_of(user)
    if not departments:
        return Q(pk__in=[])
    asked = Q(department__in=departments) | merged_from(departments)
    return asked & Q(published_at__lte=timezone.now())


def open_to_others(user) -> Q:
    """Published questions whose moment for everybody has come, for whom the office opened the board to."""
    if not is_open_to(board_settings().answers_open_to, user):
        return Q(pk__in=[])
    return OUTWARD & Q(opens_at__lte=timezone.now())


def released_to_others(user) -> Q:
    """Questions whose wording the office released before the answer; a lead that still runs changes nothing."""
    if not is_open_to(board_settings().questions_open_to, user):
        return Q(pk__in=[])
    states = (*OPEN_STATES, QuestionState.PUBLISHED)
    return OUTWARD & Q(released_at__lte=timezone.now(), state__in=states)


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What `user` may open, in one wording or the other: the office everything, advisors what was given to them,
        a department its own, everybody what was released or has opened."""
        if is_of_office(user):
            return self.all()
        own = Q(department__in=asking_departments_of(user))
        others = released_to_others(user) | open_to_others(user)
        return self.filter(own | given_to(user) | told_to_askers(user) | others)

    def closed_by_setting(self):
        """Released or opened, so that whoever may not open them is told to whom the office opened the board."""
        now = timezone.now()
        released = Q(released_at__lte=now, state__in=(*OPEN_STATES, QuestionState.PUBLISHED))
        return self.filter(OUTWARD, released | Q(opens_at__lte=now))

    def answered_for(self, user):
        """Those whose published answer `user` may read now, a withdrawn one's stub among them."""
        published = self.filter(published_at__isnull=False)
        if is_of_office(user):
            return published
        return published.filter(given_to(user) | told_to_askers(user) | open_to_others(user))

    def on_board(self, user):
        """The board's list: what `user` may open, each once and where it stands now; without what has ended."""
        return self.visible_to(user).filter(merged_into__isnull=True, state__in=(*OPEN_STATES, QuestionState.PUBLISHED))

    def in_reader_state(self, user, state: str):
        """As `user` is told: an answer whose moment has not come for them is still being prepared."""
        answered = Q(pk__in=self.model.objects.answered_for(user).values("pk"))
        if state == ReaderState.ANSWERED:
            return self.filter(answered, state=QuestionState.PUBLISHED)
        if state == ReaderState.PREPARING:
            states = (*STATES_OF_READERS[ReaderState.PREPARING], QuestionState.PUBLISHED)
            return self.filter(state__in=states).exclude(answered)
        return self.filter(state__in=STATES_OF_READERS[ReaderState.RECEIVED])

    def of_department(self, department):
        """What it asked, under its former names too."""
        return self.filter(Q(department=department) | Q(department__merged_into=department))

    def given(self, user):
        """What `user` was asked to answer."""
        return self.filter(given_to(user))

    def with_place(self):
        """With what names it in a list."""
        return self.select_related("department__municipality", "batch", "study_session", "video", "material")

    def for_cards(self, user):
        """With `wanted`, the number of departments that want to know, and `is_answered` for `user`."""
        answered = self.model.objects.answered_for(user).filter(pk=OuterRef("pk"), state=QuestionState.PUBLISHED)
        return self.with_place().annotate(
            wanted=Count("interests", distinct=True),
            is_answered=Exists(answered),
        )

    def narrowed(self, *, kind: str = "", session: str = "", batch: str = "", **values: str):
        """Of one kind of municipality, one session, one batch, and with these values, each where given.

        Of which kind a municipality is, is told only of those that let themselves be named.
        """
        wanted = {f"{name}": value for name, value in values.items() if value}
        if kind:
            wanted |= {"department__municipality__kind": kind, "appearance": Appearance.NAMED}
        if session:
            wanted["study_session__code"] = session
        if batch:
            wanted |= {"batch__number": batch}
        return self.filter(**wanted)

    def newest_first(self):
        return self.order_by("-asked_at", "-pk")

    def most_wanted_first(self):
        return self.order_by("-wanted", "-asked_at", "-pk")

    # What the office looks for.
    def open(self):
        return self.filter(state__in=OPEN_STATES)

    def to_sort(self):
        """Not given to anybody yet, the oldest first."""
        return self.filter(state__in=TO_SORT_STATES).order_by("asked_at", "pk")

    def in_review(self):
        return self.filter(state=QuestionState.REVIEW).order_by("state_since", "pk")

    def ready(self):
        """Reviewed and in no batch: for the next one."""
        return self.filter(state=QuestionState.REVIEWED, batch__isnull=True).order_by("asked_at", "pk")

    def overdue(self):
        """With somebody whose day has passed."""
        assignments = apps.get_model("qna", "Assignment").objects.overdue()
        return self.filter(state__in=OPEN_STATES, pk__in=assignments.values("question"))

    def group(self):
        """These and what was merged into them."""
        return self.model.objects.filter(Q(pk__in=self.values("pk")) | Q(merged_into__in=self.values("pk")))


class AnswerQuerySet(models.QuerySet):
    def standing(self):
        """Published, and not withdrawn since."""
        return self.filter(question__state=QuestionState.PUBLISHED)

    def visible_to(self, user):
        """What was published and `user` may read now."""
        questions = apps.get_model("qna", "Question").objects.answered_for(user)
        return self.standing().filter(question__in=questions.values("pk"))

    def with_place(self):
        return self.select_related("question__batch").prefetch_related("question__editions")


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published, and open to `user`, or with an answer that is the reader's before it opens."""
        published = self.filter(state=BatchState.PUBLISHED)
        if is_of_office(user):
            return published
        questions = apps.get_model("qna", "Question").objects
        own = Q(pk__in=questions.filter(given_to(user) | told_to_askers(user)).values("batch"))
        if is_open_to(board_settings().answers_open_to, user):
            own |= Q(opens_at__lte=timezone.now())
        return published.filter(own)

    def unpublished(self):
        return self.filter(state__in=UNPUBLISHED_STATES)

    def due(self):
        """Scheduled, and their minute has come."""
        return self.filter(state=BatchState.SCHEDULED, publish_at__lte=timezone.now())

    def untold(self):
        """Published, and a worker has not told everybody it concerns."""
        now = timezone.now()
        askers = Q(askers_told_at__isnull=True)
        followers = Q(followers_told_at__isnull=True, opens_at__lte=now)
        return self.filter(askers | followers, state=BatchState.PUBLISHED)

    def next_day(self):
        """The next day that the office announced, or None."""
        ahead = self.unpublished().filter(day__gte=timezone.localdate())
        return ahead.aggregate(day=models.Min("day"))["day"]

    def newest_first(self):
        return self.order_by("-number")


class AssignmentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=AssignmentState.OPEN)

    def seeing(self):
        return self.filter(state__in=SEEING_STATES)

    def overdue(self):
        return self.open().filter(due_on__lt=timezone.localdate())

    def by_due_day(self):
        return self.order_by("due_on", F("question__asked_at").asc(), "pk")


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A note among the office is never seen outside."""
        return self.all() if is_of_office(user) else self.exclude(kind=RemarkKind.NOTE)
