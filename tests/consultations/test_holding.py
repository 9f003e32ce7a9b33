"""It was held: three texts for three circles of readers, and a summary that only agreement makes public."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from archive.search.questions import parse
from archive.search.results import find
from qna.consultations.actions.holding import (
    Report,
    agree_to_summary,
    publish_summary,
    record_consultation,
    share_with_department,
    withdraw_summary,
)
from qna.consultations.models import Consultation, Summary
from studygroup.notices.models import OutboxLetter
from tests.factories.cast import ACTORS
from tests.factories.consultations import SUMMARY, ask, fix, hold, share

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(cast, clock) -> Consultation:
    """A date with the cast's advisor that has begun."""
    consultation = ask(cast.coordinator)
    fix(consultation, cast.secretariat, cast.advisor)
    clock.move_to("2021-11-08T10:30+09:00")
    OutboxLetter.objects.all().delete()
    return consultation


@pytest.fixture
def asked(cast, begun) -> Consultation:
    """Held, and the department is asked about the summary."""
    return share(hold(begun, cast.advisor), cast.secretariat)


def agree(consultation, by, agreement="named", seen=SUMMARY) -> None:
    agree_to_summary(consultation=consultation, agreement=agreement, seen=seen, by=by)


def readable(cast) -> set[str]:
    return {actor for actor in ACTORS if Summary.objects.visible_to(cast[actor]).exists()}


def found_by(user) -> int:
    return len(find(user, parse("棟ごとの使用量")))


def test_the_advisor_writes_down_what_came_of_it(cast, begun):
    one = hold(begun, cast.advisor)

    assert (one.state, one.private_record, one.shared_note, one.summary.body) == (
        "held",
        "非公開の記録",
        "部署へのメモ",
        SUMMARY,
    )
    assert not OutboxLetter.objects.exists()


def test_half_a_summary_is_refused_and_nothing_is_kept(cast, begun):
    with pytest.raises(ValidationError) as refused:
        record_consultation(consultation=begun, report=Report(shared_note="x", title="題名"), by=cast.advisor)

    assert (list(refused.value.message_dict), Consultation.objects.get(pk=begun.pk).state) == (["summary"], "arranged")


def test_the_department_is_told_of_the_note_and_asked_about_the_summary(cast, asked):
    letter = OutboxLetter.objects.get()

    assert (asked.summary.agreement, letter.to_address) == ("asked", cast.coordinator.email)
    assert f"/consultations/{asked.pk}/summary/" in letter.body
    assert ("非公開の記録" in letter.body, SUMMARY in letter.body) == (False, False)


@pytest.mark.parametrize("agreement", ["not_asked", "asked", "declined"])
def test_a_summary_is_not_published_without_agreement(cast, asked, agreement):
    Summary.objects.filter(consultation=asked).update(agreement=agreement)

    with pytest.raises(ValidationError):
        publish_summary(consultation=asked, by=cast.secretariat)

    assert (readable(cast), found_by(cast.secretariat)) == (set(), 0)


@pytest.mark.parametrize(("agreement", "who"), [("named", "立川市"), ("unnamed", "市")])
def test_an_agreed_summary_is_for_everybody_with_the_name_as_agreed(cast, asked, agreement, who):
    agree(asked, cast.participant, agreement)
    before = readable(cast), found_by(cast.anonymous)

    summary = publish_summary(consultation=asked, by=cast.secretariat)

    assert (before, summary.who_in_words) == ((set(), 0), who)
    assert (readable(cast), found_by(cast.anonymous)) == (set(ACTORS), 1)


def test_a_withdrawn_summary_is_gone_everywhere_and_may_be_declined(cast, asked):
    agree(asked, cast.coordinator)
    publish_summary(consultation=asked, by=cast.secretariat)

    withdraw_summary(consultation=asked, by=cast.secretariat)
    gone = readable(cast), found_by(cast.secretariat)
    agree(asked, cast.coordinator, "declined")

    assert gone == (set(), 0)
    with pytest.raises(ValidationError):
        publish_summary(consultation=asked, by=cast.secretariat)


def test_nobody_agrees_to_a_text_that_was_changed_meanwhile(cast, asked):
    hold(asked, cast.advisor, summary="別の要約")
    share_with_department(consultation=asked, by=cast.secretariat)

    with pytest.raises(ValidationError) as refused:
        agree(asked, cast.coordinator, seen=SUMMARY)

    assert (refused.value.code, Summary.objects.get().agreement) == ("changed", "asked")


def test_a_changed_summary_is_agreed_to_anew(cast, asked):
    agree(asked, cast.coordinator)

    hold(asked, cast.advisor, summary="別の要約")

    assert Summary.objects.get().agreement == "not_asked"
    with pytest.raises(ValidationError):
        publish_summary(consultation=asked, by=cast.secretariat)


def test_a_note_that_is_changed_leaves_the_agreement_as_it_was(cast, asked):
    agree(asked, cast.coordinator)

    hold(asked, cast.advisor, shared_note="書き足したメモ")

    assert Summary.objects.get().agreement == "named"


def test_what_is_published_is_not_changed_under_its_readers(cast, asked):
    agree(asked, cast.coordinator)
    publish_summary(consultation=asked, by=cast.secretariat)

    with pytest.raises(ValidationError):
        hold(asked, cast.advisor, summary="別の要約")

    assert Summary.objects.get().body == SUMMARY


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "secretariat"])
def test_only_the_secretariat_publishes_and_withdraws(cast, asked, actor):
    agree(asked, cast.coordinator)

    for act in (publish_summary, withdraw_summary):
        with pytest.raises(PermissionDenied):
            act(consultation=asked, by=cast[actor])


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor not in ("participant", "coordinator")])
def test_only_the_department_agrees(cast, asked, actor):
    with pytest.raises(PermissionDenied):
        agree(asked, cast[actor])
