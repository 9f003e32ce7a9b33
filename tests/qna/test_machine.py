"""Whatever happens in whatever order: no text before its moment, no text lost, one letter to each asker.

A Hypothesis state machine asks, edits, merges, assigns, drafts, reviews, publishes, corrects and withdraws; steps that
the board refuses are part of it.
"""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from archive.search.questions import parse
from archive.search.results import find
from qna.actions import answering, assigning, correcting, publishing, reviewing, sorting
from qna.models import Answer, AnswerBatch, AnswerVersion, Question
from qna.shown import ShownQuestion
from studygroup.notices.models import OutboxLetter
from tests.factories.cast import Cast
from tests.factories.qna import DUE, Board
from tests.isolation import DEMO_START
from tests.isolation import clock as site_clock

pytestmark = pytest.mark.django_db
REFUSALS = (ValidationError, PermissionDenied, Answer.DoesNotExist)
READERS = ("anonymous", "other", "participant", "staff", "advisor")
PICKS = st.integers(0, 50)


class BoardMachine(RuleBasedStateMachine):
    """Texts are numbered words, so that each is recognised wherever it shows."""

    @initialize()
    def begin(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        site_clock.move_to(DEMO_START)
        self.cast = Cast()
        self.board = Board(self.cast)
        self.number, self.hours = 0, 0
        self.typed: dict[int, set[str]] = {}
        self.last: dict[int, str] = {}
        self.asks(by_other=False)

    def teardown(self):
        if hasattr(self, "savepoint"):
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def word(self, kind: str) -> str:
        self.number += 1
        return f"{kind}{self.number:04d}zz"

    def pick(self, place: int) -> Question:
        found = Question.objects.order_by("pk")
        return found[place % found.count()]

    def trying(self, step, **values):
        try:
            with transaction.atomic():
                return step(**values)
        except REFUSALS:
            return None

    @rule(by_other=st.booleans(), private=st.booleans())
    def asks(self, by_other=False, private=False):
        asker = self.cast.other if by_other else self.cast.participant
        appearance = "private" if private else "unnamed"
        body = self.word("ask")
        question = self.board.ask(asker, title=self.word("title"), body=body, appearance=appearance)
        self.typed.setdefault(question.pk, set())

    @rule(place=PICKS)
    def edits(self, place):
        words = {"title": self.word("wording"), "body": self.word("wordingbody"), "theme": "other", "field": "other"}
        self.trying(sorting.edit_wording, question=self.pick(place), by=self.cast.secretariat, **words)

    @rule(place=PICKS)
    def releases(self, place):
        self.trying(sorting.release_question, question=self.pick(place), by=self.cast.secretariat)

    @rule(one=PICKS, other=PICKS)
    def merges(self, one, other):
        self.trying(sorting.merge_questions, question=self.pick(one), into=self.pick(other), by=self.cast.secretariat)

    @rule(place=PICKS)
    def assigns(self, place):
        who = {"advisors": [self.cast.advisor], "due_on": DUE, "by": self.cast.secretariat}
        self.trying(assigning.assign_question, question=self.pick(place), **who)

    @rule(place=PICKS, is_late=st.booleans())
    def drafts(self, place, is_late):
        question, body = self.pick(place), self.word("draft")
        answer = Answer.objects.filter(question=question).first()
        revision = answer.revision if answer else 0
        words = {"question": question, "body": body, "by": self.cast.advisor}
        try:
            answering.save_answer(read_revision=max(0, revision - is_late), **words)
        except answering.Overtaken:
            self.typed[question.pk].add(body)
        except REFUSALS:
            return
        else:
            self.typed[question.pk].add(body)

    @rule(place=PICKS)
    def hands_in(self, place):
        self.trying(answering.hand_in, question=self.pick(place), by=self.cast.advisor)

    @rule(place=PICKS)
    def reviews(self, place):
        self.trying(reviewing.approve_answer, question=self.pick(place), by=self.cast.secretariat)

    @rule(place=PICKS)
    def sends_back(self, place):
        self.trying(reviewing.send_back_answer, question=self.pick(place), reason="x", by=self.cast.secretariat)

    @rule(lead=st.sampled_from([0, 60, 180]))
    def publishes(self, lead):
        ready = list(Question.objects.ready())
        if ready:
            self.board.publish(*ready, lead_minutes=lead)

    @rule(place=PICKS)
    def corrects(self, place):
        question, answer = self.pick(place), self.word("corrected")
        last = question.editions.order_by("-number").first()
        if last is None:
            return
        words = {"title": last.title, "body": last.body, "answer": answer, "note": "", "read_number": last.number}
        if self.trying(correcting.correct_answer, question=question, by=self.cast.secretariat, **words):
            self.typed[question.pk].add(answer)

    @rule(place=PICKS)
    def withdraws(self, place):
        self.trying(correcting.withdraw_question, question=self.pick(place), reason="x", by=self.cast.secretariat)

    @rule(hours=st.integers(1, 4))
    def time_passes(self, hours):
        self.hours = min(self.hours + hours, 14)
        site_clock.move_to(f"2021-10-25T{9 + self.hours:02d}:00+09:00")
        publishing.tend_batches()

    @invariant()
    def nobody_reads_a_text_before_its_moment(self):
        if not hasattr(self, "board"):
            return
        now, questions = site_clock(), list(Question.objects.all())
        for actor in READERS:
            user = self.cast[actor]
            seen = set(Question.objects.visible_to(user).values_list("pk", flat=True))
            answered = set(Answer.objects.visible_to(user).values_list("question", flat=True))
            given = set(Question.objects.given(user).values_list("pk", flat=True))
            own = {person.department_id for person in getattr(user, "participations", [])}
            asked = {each.pk for each in questions if each.department_id in own}
            with_them = asked | {each.merged_into_id for each in questions if each.pk in asked}
            for question in questions:
                near = question.pk in with_them or question.pk in given
                is_out = question.appearance != "private" and question.merged_into_id is None
                has_opened = is_out and bool(question.opens_at and question.opens_at <= now)
                is_released = is_out and bool(question.released_at and question.released_at <= now)
                may_see = question.pk in asked or question.pk in given or has_opened or is_released
                may_see = may_see or (near and question.published_at is not None)
                assert question.pk not in seen or may_see
                assert question.pk not in asked or question.pk in seen
                assert question.pk not in answered or (question.is_published and (near or has_opened))

    @invariant()
    def an_asker_sees_no_wording_that_the_office_still_works_on(self):
        if not hasattr(self, "board"):
            return
        for question in Question.objects.filter(released_at=None, editions=None).select_related("department"):
            for user in (self.cast.participant, self.cast.other):
                if question.department_id == user.participations[0].department_id:
                    assert ShownQuestion(question, user).title == question.asked_title

    @invariant()
    def search_finds_no_answer_before_its_moment(self):
        if not hasattr(self, "board"):
            return
        has_opened = {"appearance": "unnamed", "opens_at__lte": site_clock()}
        for question in Question.objects.filter(editions__isnull=False).exclude(**has_opened).distinct():
            text = question.editions.order_by("-number").first().answer
            assert len(find(self.cast.anonymous, parse(text))) == 0

    @invariant()
    def no_text_is_lost(self):
        if not hasattr(self, "board"):
            return
        for key, texts in self.typed.items():
            kept = set(AnswerVersion.objects.filter(answer__question=key).values_list("body", flat=True))
            assert texts <= kept
        for question in Question.objects.all():
            assert question.asked_title.startswith("title")
            assert question.asked_body.startswith("ask")

    @invariant()
    def each_asker_has_one_letter(self):
        if not hasattr(self, "board"):
            return
        for batch in AnswerBatch.objects.filter(askers_told_at__isnull=False):
            letters = OutboxLetter.objects.filter(kind="question_answered", key__startswith=f"qna:answered:{batch.pk}:")
            addresses = list(letters.values_list("to_address", flat=True))
            assert len(addresses) == len(set(addresses))
            published = batch.questions.filter(editions__isnull=False)
            asked = set(published.group().values_list("participant__user__email", flat=True))
            assert set(addresses) <= asked
            assert set(published.values_list("participant__user__email", flat=True)) <= set(addresses)


def test_nothing_shows_too_early_and_nothing_is_lost_in_whatever_order(db):
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        BoardMachine,
        settings=settings(max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=checks),
    )
