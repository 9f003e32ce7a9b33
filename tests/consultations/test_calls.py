"""A call: a department wishes for several topics, the office weighs and decides, the result comes out at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from qna.consultations.actions.asking import wish_for_topics
from qna.consultations.actions.sorting import defer, publish_result, take_on, turn_into_question, weigh_wish
from qna.consultations.enums import ConsultationState
from qna.consultations.menu import result_of
from qna.consultations.models import Call, Consultation
from qna.enums import Origin
from studygroup.models import Department
from studygroup.notices.models import OutboxLetter
from tests.factories.cast import ACTORS
from tests.factories.consultations import ask, department_of, is_over, make_call, topic_of, wish

pytestmark = pytest.mark.django_db

REASON = "活用の時期が来年度以降のため"


def decide(consultation, by, is_selected: bool | None, reason: str = "") -> None:
    weigh_wish(consultation=consultation, fits={}, is_selected=is_selected, reason=reason, by=by)


@pytest.fixture
def call(cast):
    return make_call()


@pytest.fixture
def decided(cast, call):
    """立川市 wished for F and N, 墨田区 for F; the office takes F of both and defers N."""
    first, second = wish(cast.coordinator, call, "FN")
    (third,) = wish(cast.other, call, "F")
    is_over(call)
    decide(first, cast.secretariat, True)
    decide(second, cast.secretariat, False, REASON)
    decide(third, cast.secretariat, True)
    OutboxLetter.objects.all().delete()
    return first, second, third


def states(*consultations) -> list[str]:
    return [Consultation.objects.get(pk=one.pk).state for one in consultations]


def test_one_department_wishes_for_several_topics_with_one_receipt(cast, call):
    made = wish(cast.coordinator, call, "FN")

    letter = OutboxLetter.objects.get()
    assert [one.topic.letter for one in made] == ["F", "N"]
    assert all(one.receipt in letter.body for one in made)


def test_a_topic_is_wished_for_once_until_it_is_taken_back(cast, call):
    (first,) = wish(cast.coordinator, call, "F")

    again = wish(cast.participant, call, "FO")
    Consultation.objects.filter(pk=first.pk).update(state=ConsultationState.CANCELLED)
    anew = wish(cast.coordinator, call, "F")

    assert ([one.topic.letter for one in again], [one.topic.letter for one in anew]) == (["O"], ["F"])


def test_a_topic_of_another_call_is_refused(cast, call):
    other = topic_of(make_call("Z", title="別の募集"), "Z")

    with pytest.raises(PermissionDenied):
        wish_for(cast.coordinator, call, other)


def wish_for(user, call, topic):
    return wish_for_topics(call=call, department=department_of(user), way="online", wanted={topic: "x"}, by=user)


def test_what_the_office_decides_is_told_to_nobody_before_the_result(cast, call, decided):
    assert states(*decided) == ["received"] * 3
    assert {one.state_in_words for one in Consultation.objects.all()} == {"受付済み"}
    assert not OutboxLetter.objects.exists()


def test_the_result_names_municipalities_by_topic_and_tells_each_department_of_its_own(cast, call, decided):
    count = publish_result(call=call, note="ありがとうございました。", by=cast.secretariat)

    result = {line.topic.letter: line.names for line in result_of(Call.objects.get(pk=call.pk))}
    bodies = {one.to_address: one.body for one in OutboxLetter.objects.all()}
    assert (count, states(*decided)) == (3, ["arranging", "deferred", "arranging"])
    assert result == {"F": "墨田区、立川市", "N": "", "O": ""}
    assert set(bodies) == {cast.coordinator.email, cast.other.email}
    assert ("【見送り】" in bodies[cast.coordinator.email], REASON in bodies[cast.coordinator.email]) == (True, True)
    assert ("【見送り】" in bodies[cast.other.email], REASON in bodies[cast.other.email]) == (False, False)


def test_two_departments_of_one_municipality_are_named_once(cast, call):
    wish(cast.coordinator, call, "F")
    (other,) = wish(cast.other, call, "F")
    Consultation.objects.filter(pk=other.pk).update(department=_second_department(cast))
    is_over(call)
    for one in call.consultations.all():
        decide(one, cast.secretariat, True)

    assert [line.names for line in result_of(call)] == ["立川市", "", ""]


def _second_department(cast) -> Department:
    return Department.objects.create(municipality=cast.coordinator.municipality, name="防災課", field="disaster")


def test_a_result_is_published_once(cast, call, decided):
    publish_result(call=call, by=cast.secretariat)
    letters = OutboxLetter.objects.count()

    with pytest.raises(ValidationError) as refused:
        publish_result(call=call, by=cast.secretariat)

    assert (refused.value.messages, OutboxLetter.objects.count()) == (["結果は、すでに公表しています。"], letters)


def test_a_result_with_an_undecided_wish_publishes_nothing(cast, call, decided):
    decide(decided[2], cast.secretariat, None)

    with pytest.raises(ValidationError) as refused:
        publish_result(call=call, by=cast.secretariat)

    assert refused.value.messages == ["まだ決めていない希望が1件あります。すべて決めてから公表してください。"]
    assert (states(*decided), Call.objects.get(pk=call.pk).has_result) == (["received"] * 3, False)


def test_a_result_waits_for_the_end_of_the_window(cast, call):
    (one,) = wish(cast.coordinator, call)
    decide(one, cast.secretariat, True)

    with pytest.raises(ValidationError) as refused:
        publish_result(call=call, by=cast.secretariat)

    assert refused.value.messages == ["受付の期間が終わってから公表してください。"]


def test_a_deferral_needs_its_reason(cast, call):
    (one,) = wish(cast.coordinator, call)

    with pytest.raises(ValidationError) as refused:
        decide(one, cast.secretariat, False, "  ")

    assert (list(refused.value.message_dict), Consultation.objects.get(pk=one.pk).is_selected) == (["reason"], None)


def test_the_marks_of_the_criteria_are_kept_as_they_were_last_given(cast, call):
    (one,) = wish(cast.coordinator, call)
    first, second = call.criteria.all()
    for fits in ({first: "yes", second: "no"}, {first: "partly", second: ""}):
        weigh_wish(consultation=one, fits=fits, is_selected=None, by=cast.secretariat)

    assert list(one.assessments.values_list("criterion", "fit")) == [(first.pk, "partly")]


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "secretariat"])
def test_the_secretariat_alone_weighs_publishes_takes_on_defers_and_asks_on(cast, call, decided, actor):
    request = ask(cast.coordinator)
    by = cast[actor]

    for act in (
        lambda: decide(decided[0], by, True),
        lambda: publish_result(call=call, by=by),
        lambda: take_on(consultation=request, by=by),
        lambda: defer(consultation=request, reason="x", by=by),
        lambda: turn_into_question(consultation=decided[1], by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert states(request, *decided) == ["received"] * 4


def test_a_deferred_wish_becomes_a_question_of_its_department_in_one_step(cast, call, decided):
    publish_result(call=call, by=cast.secretariat)

    question = turn_into_question(consultation=decided[1], by=cast.secretariat)

    assert (question.department, question.origin, question.title) == (
        decided[1].department,
        Origin.CONSULTATION,
        "メニューN",
    )
    assert question.body == decided[1].body
    with pytest.raises(ValidationError):
        turn_into_question(consultation=decided[1], by=cast.secretariat)
    assert type(question).objects.count() == 1


def test_what_was_selected_is_no_question(cast, call, decided):
    publish_result(call=call, by=cast.secretariat)

    with pytest.raises(ValidationError):
        turn_into_question(consultation=decided[0], by=cast.secretariat)


def test_a_request_is_deferred_with_its_reason_in_a_letter(cast):
    request = ask(cast.coordinator)
    OutboxLetter.objects.all().delete()

    defer(consultation=request, reason=REASON, by=cast.secretariat)

    assert (states(request), REASON in OutboxLetter.objects.get().body) == (["deferred"], True)


def test_a_call_says_in_words_how_far_it_is(cast, clock, call):
    words = []
    for moment in ("2021-10-17T12:00+09:00", "2021-10-25T12:00+09:00", "2021-10-30T12:00+09:00"):
        clock.move_to(moment)
        words.append(call.state_in_words)

    assert words == ["受付前", "受付中", "選定中"]
