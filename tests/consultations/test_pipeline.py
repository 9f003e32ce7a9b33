"""Whatever happens in whatever order: nothing is lost, nothing is seen before its time, no hour is given twice."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qna.consultations.actions.arranging import Date, cancel_consultation, wish_other_dates
from qna.consultations.actions.asking import WishedDate
from qna.consultations.actions.holding import agree_to_summary, publish_summary, withdraw_summary
from qna.consultations.actions.sorting import defer, publish_result, take_on, turn_into_question, weigh_wish
from qna.consultations.enums import AGREED
from qna.consultations.models import Call, Consultation, Meeting, OfferedHour, Summary
from qna.models import Question
from studygroup.notices.models import OutboxLetter
from tests.factories.consultations import SUMMARY, ask, fix, hold, is_over, make_call, make_hour, share, wish

pytestmark = pytest.mark.django_db

STARTS = ("2021-11-08T10:00+09:00", "2021-11-09T10:00+09:00")
OUTSIDERS = ("anonymous", "staff", "organiser", "suspended")


@pytest.fixture
def people(cast):
    """All of the cast, made before the first order is tried: each order is taken back."""
    for name in (*OUTSIDERS, "coordinator", "other", "advisor", "secretariat"):
        assert cast[name] is not None
    return cast


class Pipeline:
    """Two departments, an open call, two hours; each step is what somebody does to one of the consultations."""

    def __init__(self, cast, clock):
        self.cast, self.clock = cast, clock
        self.call = make_call()
        self.hours = [make_hour(cast.advisor, start) for start in STARTS]
        self.own = [ask(cast.coordinator), *wish(cast.coordinator, self.call), ask(cast.other)]
        self.own += wish(cast.other, self.call)
        self.meetings: set[int] = set()

    def asker_of(self, one):
        return one.asked_by

    def step(self, name: str, number: int) -> None:
        """A step that is refused has to change nothing; that is seen by the invariants."""
        one = Consultation.objects.get(pk=self.own[number].pk)
        try:
            with transaction.atomic():
                getattr(self, name)(one, number)
        except (PermissionDenied, ValidationError):
            pass

    def take_on(self, one, number):
        take_on(consultation=one, by=self.cast.secretariat)

    def defer(self, one, number):
        defer(consultation=one, reason="今回は見送り", by=self.cast.secretariat)

    def select(self, one, number):
        weigh_wish(consultation=one, fits={}, is_selected=True, by=self.cast.secretariat)

    def deselect(self, one, number):
        weigh_wish(consultation=one, fits={}, is_selected=False, reason="今回は見送り", by=self.cast.secretariat)

    def close(self, one, number):
        is_over(self.call)

    def publish_result(self, one, number):
        publish_result(call=Call.objects.get(pk=self.call.pk), by=self.cast.secretariat)

    def arrange(self, one, number):
        hour = OfferedHour.objects.select_related("advisor").get(pk=self.hours[number % 2].pk)
        fix(one, self.cast.secretariat, date=Date.of_hour(hour))

    def rebook(self, one, number):
        wish_other_dates(consultation=one, wishes=[WishedDate(day=date(2021, 12, 1))], by=self.asker_of(one))

    def cancel(self, one, number):
        cancel_consultation(consultation=one, by=self.asker_of(one))

    def pass_time(self, one, number):
        later = timezone.now() + timedelta(days=7)
        self.clock.move_to(min(later, datetime.fromisoformat("2021-11-20T00:00+09:00")).isoformat())

    def hold(self, one, number):
        hold(one, self.cast.advisor)

    def share(self, one, number):
        share(one, self.cast.secretariat)

    def agree(self, one, number):
        agree_to_summary(consultation=one, agreement="named", seen=SUMMARY, by=self.asker_of(one))

    def decline(self, one, number):
        agree_to_summary(consultation=one, agreement="declined", seen=SUMMARY, by=self.asker_of(one))

    def publish(self, one, number):
        publish_summary(consultation=one, by=self.cast.secretariat)

    def withdraw(self, one, number):
        withdraw_summary(consultation=one, by=self.cast.secretariat)

    def ask_on(self, one, number):
        turn_into_question(consultation=one, by=self.cast.secretariat)

    def check(self) -> None:
        """What holds after every step."""
        standing = list(Meeting.objects.standing().values_list("hour", flat=True))
        taken = set(OfferedHour.objects.exclude(taken_at=None).values_list("pk", flat=True))
        assert len(standing) == len(set(standing))
        assert {hour for hour in standing if hour} == taken
        made = set(Meeting.objects.values_list("pk", flat=True))
        assert made >= self.meetings
        self.meetings = made
        self.check_readers()
        self.check_result()

    def check_readers(self) -> None:
        for name in OUTSIDERS:
            assert not Consultation.objects.visible_to(self.cast[name]).exists()
        own = set(Consultation.objects.visible_to(self.cast.other).values_list("department", flat=True))
        assert own == {self.own[2].department_id}
        public = Summary.objects.visible_to(self.cast.anonymous)
        assert all(one.agreement in AGREED and one.consultation.state == "published" for one in public)
        assert public.count() == Consultation.objects.filter(state="published").count()

    def check_result(self) -> None:
        call = Call.objects.get(pk=self.call.pk)
        letters = OutboxLetter.objects.filter(key__startswith=f"consultation:call:{call.pk}:result:")
        told = list(letters.values_list("to_address", flat=True))
        assert len(told) == len(set(told))
        if not call.has_result:
            states = set(call.consultations.values_list("state", flat=True))
            assert (told, states <= {"received", "cancelled"}) == ([], True)
        assert Question.objects.count() == Consultation.objects.exclude(question=None).count()


STEPS = [name for name in vars(Pipeline) if not name.startswith(("_", "check")) and name not in ("step", "asker_of")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3)), min_size=10, max_size=40))
def test_in_whatever_order_it_happens(people, clock, steps):
    clock.move_to("2021-10-25T09:00+09:00")
    with transaction.atomic():
        pipeline = Pipeline(people, clock)
        for name, number in steps:
            pipeline.step(name, number)
            pipeline.check()
        transaction.set_rollback(True)


def test_the_whole_way_is_reached_by_these_steps(cast, clock):
    pipeline = Pipeline(cast, clock)
    way = ("select", "close", "publish_result", "arrange", "pass_time", "pass_time", "pass_time", "hold", "share")

    for number in (1, 3):
        pipeline.step("deselect" if number == 3 else "select", number)
    for name in (*way[1:], "agree", "publish"):
        pipeline.step(name, 1)
        pipeline.check()
    pipeline.step("ask_on", 3)

    assert Consultation.objects.get(pk=pipeline.own[1].pk).state == "published"
    assert Consultation.objects.get(pk=pipeline.own[3].pk).question is not None
