"""Who comes how: answers, seats, the waiting list, and what a venue that falls away does to them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sessions.enrolment.actions.answering import Answer, answer, answer_all, move_online
from sessions.enrolment.actions.seats import lapse_offer, set_terms, sign_up_of, tend_waiting_lists
from sessions.enrolment.models import Attendance, SignUp
from sessions.models import StudySession
from studygroup.models import Participant
from studygroup.notices.models import OutboxLetter
from tests.factories.attending import taken


@pytest.fixture
def people(cast):
    """Seven colleagues of the coordinator, without logins of their own."""
    department = cast.coordinator.participations[0].department
    return [
        Participant.objects.create(department=department, name=f"見本 {number}", mail=f"p{number}@test.example")
        for number in range(7)
    ]


@pytest.fixture
def at(study_session, cast):
    """`at(person, mode)`: the coordinator answers for the person."""

    def take(person, mode, **more):
        return answer(participant=person, study_session=study_session, mode=mode, by=cast.coordinator, **more)

    return take


def with_terms(study_session, **values) -> SignUp:
    sign_up = sign_up_of(study_session)
    for name, value in values.items():
        setattr(sign_up, name, value)
    sign_up.save()
    return sign_up


def state_of(person) -> tuple[str, bool, bool]:
    """(mode, waits, has an offer)"""
    row = person.attendances.get()
    return row.mode, row.waiting_since is not None, row.offered_until is not None


def test_an_answer_is_kept_with_who_gave_it_and_a_letter(study_session, people, at, cast):
    row = at(people[0], "venue")

    assert (row.mode, row.changed_by, taken(study_session)) == ("venue", cast.coordinator, 1)
    assert list(OutboxLetter.objects.values_list("kind", "to_address")) == [("answered", "p0@test.example")]


def test_the_same_answer_again_has_one_receipt_and_writes_no_second_letter(people, at):
    first, second = at(people[0], "venue"), at(people[0], "venue")

    assert first.receipt == second.receipt
    assert OutboxLetter.objects.count() == 1


def test_a_full_venue_refuses_with_a_sentence_and_changes_nothing(study_session, people, at):
    with_terms(study_session, seats=1)
    at(people[0], "venue")

    with pytest.raises(ValidationError) as refusal:
        at(people[1], "venue")

    assert refusal.value.messages == [
        f"{people[1].name}さん：会場は満席になりました。オンラインを選ぶか、キャンセル待ちに入ってください。"
    ]
    assert not people[1].attendances.exists()
    assert taken(study_session) == 1


def test_a_municipality_has_no_more_seats_than_its_limit(study_session, people, at):
    with_terms(study_session, seats=10, seats_per_municipality=2)
    at(people[0], "venue")
    at(people[1], "venue")

    with pytest.raises(ValidationError) as refusal:
        at(people[2], "venue")

    assert (refusal.value.code, taken(study_session)) == ("municipality_full", 2)


def test_a_seat_that_becomes_free_is_offered_to_whoever_waits_longest(study_session, people, at):
    with_terms(study_session, seats=1)
    at(people[0], "venue")
    at(people[1], "online", wants_venue=True)
    at(people[2], "online", wants_venue=True)

    at(people[0], "online")

    assert [state_of(person) for person in people[1:3]] == [("online", True, True), ("online", True, False)]
    assert taken(study_session) == 1
    assert OutboxLetter.objects.get(kind="seat_offered").to_address == "p1@test.example"


def test_an_offered_seat_is_taken_by_answering_venue(study_session, people, at):
    with_terms(study_session, seats=1)
    at(people[0], "venue")
    at(people[1], "online", wants_venue=True)
    at(people[0], "absent")

    at(people[1], "venue")

    assert (state_of(people[1]), taken(study_session)) == (("venue", False, False), 1)


def test_a_declined_seat_goes_to_the_next(study_session, people, at):
    with_terms(study_session, seats=1)
    at(people[0], "venue")
    at(people[1], "online", wants_venue=True)
    at(people[2], "absent", wants_venue=True)
    at(people[0], "absent")

    at(people[1], "online")

    assert [state_of(person) for person in people[1:3]] == [("online", False, False), ("absent", True, True)]


def test_an_offer_lapses_and_the_seat_goes_on(study_session, people, at, clock):
    with_terms(study_session, seats=1, hours_to_accept=2)
    at(people[0], "venue")
    at(people[1], "online", wants_venue=True)
    at(people[2], "online", wants_venue=True)
    at(people[0], "absent")
    clock.move_to("2021-10-25T12:30+09:00")

    tend_waiting_lists()

    assert [state_of(person) for person in people[1:3]] == [("online", False, False), ("online", True, True)]
    assert taken(study_session) == 1


def test_an_offer_that_was_answered_does_not_lapse(study_session, people, at, clock):
    with_terms(study_session, seats=1, hours_to_accept=2)
    at(people[0], "venue")
    at(people[1], "online", wants_venue=True)
    at(people[0], "absent")
    row = at(people[1], "venue")
    clock.move_to("2021-10-25T12:30+09:00")

    assert lapse_offer(attendance_id=row.pk) is False


def test_more_seats_are_offered_at_once(study_session, people, at, cast):
    sign_up = with_terms(study_session, seats=1)
    at(people[0], "venue")
    at(people[1], "online", wants_venue=True)

    sign_up.seats = 2
    set_terms(sign_up=sign_up, by=cast.secretariat)

    assert (state_of(people[1]), taken(study_session)) == (("online", True, True), 2)


def test_fewer_seats_than_are_taken_are_refused(study_session, people, at, cast):
    sign_up = with_terms(study_session, seats=5)
    at(people[0], "venue")
    at(people[1], "venue")
    sign_up.seats = 1

    with pytest.raises(ValidationError) as refusal:
        set_terms(sign_up=sign_up, by=cast.secretariat)

    assert list(refusal.value.message_dict) == ["seats"]


def test_after_the_deadline_only_the_office_changes_an_answer(study_session, people, at, cast):
    with_terms(study_session, until=timezone.now() - timedelta(minutes=1))

    with pytest.raises(ValidationError) as refusal:
        at(people[0], "online")
    answer(participant=people[1], study_session=study_session, mode="online", by=cast.secretariat)

    assert refusal.value.messages == ["第2回の受付は10月25日（月）8:59に終わりました。"]
    assert Attendance.objects.get().participant == people[1]


def test_a_mode_that_is_not_offered_is_refused(study_session, people, at):
    with pytest.raises(ValidationError) as refusal:
        at(people[0], "stream")

    assert refusal.value.code == "not_offered"


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [("staff", False), ("other", False), ("participant", False), ("coordinator", True), ("advisor", False),
     ("secretariat", True), ("organiser", False), ("suspended", False)],
)  # fmt: skip
def test_who_answers_for_a_colleague(study_session, people, cast, actor, allowed):
    try:
        answer(participant=people[0], study_session=study_session, mode="online", by=cast[actor])
        answered = True
    except PermissionDenied:
        answered = False

    assert answered == allowed


def test_a_participant_answers_for_themselves(study_session, cast):
    own = cast.participant.participations[0]

    assert answer(participant=own, study_session=study_session, mode="online", by=cast.participant).mode == "online"


def test_without_enrolment_nobody_signs_up(study_session, cast):
    own = cast.other.participations[0]

    with pytest.raises(PermissionDenied):
        answer(participant=own, study_session=study_session, mode="online", by=cast.other)


def test_what_somebody_else_changed_meanwhile_is_told_and_kept(study_session, people, at, cast):
    answer(participant=people[0], study_session=study_session, mode="online", by=cast.secretariat)

    with pytest.raises(ValidationError) as refusal:
        at(people[0], "absent", seen=None)

    assert refusal.value.code == "changed_meanwhile"
    assert people[0].attendances.get().mode == "online"


def test_a_matrix_is_taken_whole_or_not_at_all(study_session, people, cast):
    with_terms(study_session, seats=1)
    wanted = [Answer(person, study_session, "venue") for person in people[:2]]

    with pytest.raises(ValidationError) as refusal:
        answer_all(answers=wanted, by=cast.coordinator)

    assert [problem.params["answer"] for problem in refusal.value.error_list] == [wanted[1]]
    assert (Attendance.objects.count(), taken(study_session)) == (0, 0)


def test_a_venue_that_falls_away_moves_everyone_online_with_one_letter_a_mailbox(study_session, people, at, cast):
    with_terms(study_session, seats=3)
    Participant.objects.filter(pk=people[1].pk).update(mail="P0@test.example")
    people[1].refresh_from_db()
    for person in people[:3]:
        at(person, "venue")
    at(people[3], "online", wants_venue=True)

    moved = move_online(study_session=study_session, reason="台風のため", by=cast.secretariat)

    assert (moved, taken(study_session)) == (3, 0)
    assert {state_of(person) for person in people[:4]} == {("online", False, False)}
    assert sorted(OutboxLetter.objects.filter(kind="moved_online").values_list("to_address", flat=True)) == [
        "p0@test.example",
        "p2@test.example",
    ]
    page = StudySession.objects.get(pk=study_session.pk)
    assert (page.venue, "venue" in page.modes, "台風のため" in page.modes_note) == (None, False, True)


def test_seats_taken_is_always_the_number_of_those_who_hold_one(study_session, people, at, clock):
    with_terms(study_session, seats=2, hours_to_accept=1)
    steps = [(0, "venue"), (1, "venue"), (2, "online", True), (3, "online", True), (0, "absent"), (1, "online", True),
             (2, "venue"), (3, "venue"), (2, "absent")]  # fmt: skip
    for number, mode, *wants in steps:
        at(people[number], mode, wants_venue=bool(wants))

        held = Attendance.objects.filter(study_session=study_session).holding_a_seat().count()
        assert taken(study_session) == held


def test_those_who_share_a_mailbox_get_one_letter_with_all_their_names(study_session, people, cast):
    Participant.objects.filter(pk__in=[person.pk for person in people[:3]]).update(mail="shared@test.example")
    for person in people[:3]:
        person.refresh_from_db()

    answer_all(answers=[Answer(person, study_session, "online") for person in people[:4]], by=cast.coordinator)

    letters = dict(OutboxLetter.objects.values_list("to_address", "body"))
    assert sorted(letters) == ["p3@test.example", "shared@test.example"]
    assert [f"{person.name}さん：オンライン" in letters["shared@test.example"] for person in people[:4]] == [
        True,
        True,
        True,
        False,
    ]
