"""The role passes on when the successor accepts; until the last day both have it, and nobody is left without."""

import contextlib
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from sessions.enrolment import rules
from sessions.enrolment.actions import invitations
from sessions.enrolment.actions.handover import hand_over
from sessions.enrolment.models import Invitation
from studygroup.models import Municipality, Participant, User
from studygroup.notices.models import OutboxLetter
from tests.factories.cast import ACTORS

LAST_DAY = date(2021, 10, 29)


@pytest.fixture
def own(cast) -> Participant:
    return cast.coordinator.participants.select_related("department__municipality").get()


def login(mail: str, municipality: Municipality) -> User:
    user = User.objects.create_user(mail, name="見本 後任", municipality=municipality)
    EmailAddress.objects.create(user=user, email=mail, verified=True, primary=True)
    return user


def coordinates(user, department) -> bool:
    return rules.coordinates(User.objects.get(pk=user.pk), department)


@pytest.mark.parametrize("actor", ACTORS)
def test_handing_over_is_for_who_coordinates(cast, own, actor):
    with contextlib.suppress(PermissionDenied):
        hand_over(predecessor=own, last_day=LAST_DAY, mail="new@test.example", by=cast[actor])

    assert Invitation.objects.exists() == (actor in ("coordinator", "secretariat"))


def test_nothing_changes_before_the_successor_accepts(clock, cast, own):
    hand_over(predecessor=own, last_day=LAST_DAY, mail="new@test.example", by=cast.coordinator)
    clock.move_to("2021-10-30T09:00+09:00")

    assert coordinates(cast.coordinator, own.department)


def test_both_speak_until_the_last_day_and_then_the_successor_alone(clock, cast, own):
    successor = login("new@test.example", own.department.municipality)
    invitation = hand_over(
        predecessor=own, last_day=LAST_DAY, mail="new@test.example", name="見本 後任", by=cast.coordinator
    )
    invitations.accept_invitation(invitation=invitation, name="見本 後任", by=successor)

    speaking = []
    for moment in ("2021-10-25T10:00+09:00", "2021-10-29T23:59+09:00", "2021-10-30T00:00+09:00"):
        clock.move_to(moment)
        speaking.append((coordinates(cast.coordinator, own.department), coordinates(successor, own.department)))

    assert speaking == [(True, True), (True, True), (False, True)]


def test_of_an_accepted_hand_over_the_predecessor_alone_is_told_and_once(cast, own):
    successor = login("new@test.example", own.department.municipality)
    invitation = hand_over(predecessor=own, last_day=LAST_DAY, mail="new@test.example", by=cast.coordinator)

    invitations.accept_invitation(invitation=invitation, name="見本 後任", by=successor)

    letters = OutboxLetter.objects.filter(kind="membership").values_list("to_address", "subject")
    assert list(letters) == [(cast.coordinator.email, f"窓口の引き継ぎが終わりました：{own.department}")]


def test_a_colleague_takes_over_as_who_they_are(cast, own):
    colleague = cast.participant.participants.get()
    invitation = hand_over(predecessor=own, last_day=LAST_DAY, successor=colleague, by=cast.coordinator)

    person = invitations.accept_invitation(invitation=invitation, name="ちがう名", by=cast.participant)

    assert (invitation.mail, person, person.is_coordinator, person.name) == (
        cast.participant.email,
        colleague,
        True,
        colleague.name,
    )


def test_one_login_that_both_share_makes_two_people(cast, own):
    invitation = hand_over(
        predecessor=own, last_day=LAST_DAY, mail=cast.coordinator.email, name="見本 後任", by=cast.coordinator
    )

    person = invitations.accept_invitation(invitation=invitation, name="見本 後任", by=cast.coordinator)

    assert (person == own, person.is_coordinator, Participant.objects.get(pk=own.pk).until) == (False, True, LAST_DAY)


def test_a_second_hand_over_waits_for_the_answer_to_the_first(cast, own):
    hand_over(predecessor=own, last_day=LAST_DAY, mail="new@test.example", by=cast.coordinator)

    with pytest.raises(ValidationError) as refusal:
        hand_over(predecessor=own, last_day=LAST_DAY, mail="another@test.example", by=cast.coordinator)

    assert refusal.value.messages == ["引き継ぎの返事を待っています。別の方に引き継ぐときは、先に取り消してください。"]


def test_a_last_day_that_is_past_is_refused_beside_its_field(client, cast, own):
    client.force_login(cast.coordinator)
    data = {"successor": "", "mail": "new@test.example", "last_day": "2021-10-24"}

    answer = client.post(reverse("enrolment:handover"), data)

    assert answer.context["form"].errors == {"last_day": ["最終日は、今日からあとの日を選んでください"]}


def test_the_form_asks_the_successor_by_mail_and_shows_the_link(client, cast, own):
    client.force_login(cast.coordinator)
    data = {"successor": "", "mail": "new@test.example", "name": "見本 後任", "last_day": "2021-10-29"}

    page = client.post(reverse("enrolment:handover"), data, follow=True).content.decode()

    invitation = Invitation.objects.get()
    assert reverse("enrolment:invitation-accept", args=[invitation.token]) in page
    assert list(OutboxLetter.objects.values_list("kind", "to_address")) == [("invitation", "new@test.example")]


def test_who_shares_the_predecessors_mailbox_reads_of_it_once(cast, own):
    """A mailbox of the department, behind two who speak for it."""
    shared = "section@test.example"
    Participant.objects.filter(pk=own.pk).update(mail=shared, user=None)
    for name in ("見本 次郎", "見本 三郎"):
        Participant.objects.create(department=own.department, name=name, mail=shared.upper(), is_coordinator=True)
    Participant.objects.create(
        department=own.department, name="見本 四郎", mail="shiro@test.example", is_coordinator=True
    )
    successor = login("new@test.example", own.department.municipality)
    own.refresh_from_db()
    invitation = hand_over(predecessor=own, last_day=LAST_DAY, mail=successor.email, by=cast.secretariat)

    invitations.accept_invitation(invitation=invitation, name="見本 後任", by=successor)

    letters = OutboxLetter.objects.filter(kind="membership").order_by("to_address")
    assert list(letters.values_list("to_address", "subject")) == [
        (shared, f"窓口の引き継ぎが終わりました：{own.department}"),
        ("shiro@test.example", "見本 後任さんが環境課の窓口を引き受けました"),
    ]


def test_a_successor_at_the_predecessors_mailbox_reads_of_it_once(client, cast, own):
    shared = "section@test.example"
    Participant.objects.filter(pk=own.pk).update(mail=shared, user=None)
    own.refresh_from_db()
    hand_over(predecessor=own, last_day=LAST_DAY, mail=shared, name="見本 後任", by=cast.secretariat)
    client.force_login(login(shared, own.department.municipality))

    client.post(reverse("enrolment:invitation-accept", args=[Invitation.objects.get().token]), {"name": "見本 後任"})

    letters = OutboxLetter.objects.filter(to_address=shared).exclude(kind="invitation")
    assert list(letters.values_list("subject", flat=True)) == [f"窓口の引き継ぎが終わりました：{own.department}"]
