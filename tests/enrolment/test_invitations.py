"""A colleague is invited: who accepts, whose login it is, and when it is closed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from sessions.enrolment.actions.invitations import accept_invitation, invite, withdraw_invitation
from sessions.enrolment.actions.membership import (
    add_colleague,
)
from sessions.enrolment.models import Invitation
from studygroup.models import MailDomain, Participant, User
from studygroup.notices.models import OutboxLetter
from tests.factories.cast import ACTORS
from tests.factories.people import letters, signed_up_login

pytestmark = pytest.mark.django_db


def accept(invitation: Invitation, user: User) -> Participant:
    return accept_invitation(invitation=invitation, name="見本 三郎", by=user)


def test_opening_the_link_changes_nothing_and_accepting_makes_a_participant(client, invitation):
    login = signed_up_login("new@test.example", "立川市")
    client.force_login(login)
    url = reverse("enrolment:invitation-accept", args=[invitation.token])

    before = (client.get(url).status_code, login.participants.count())
    answer_ = client.post(url, {"name": "見本 三郎"}, follow=True)

    assert before == (200, 0)
    assert (answer_.status_code, login.participants.get().department) == (200, invitation.department)
    assert letters("membership") == ["coordinator@test.example"]


def test_the_letter_holds_the_whole_link_on_its_own_line(settings, invitation):
    letter = OutboxLetter.objects.get(kind="invitation")
    path = reverse("enrolment:invitation-accept", args=[invitation.token])

    assert (letter.to_address, settings.SITE_URL + path in letter.body.splitlines()) == ("new@test.example", True)


@pytest.mark.parametrize("actor", ACTORS)
def test_nobody_accepts_what_was_sent_to_another_address(client, settings, cast, invitation, actor):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("SecondFactorMiddleware")]
    if actor != "anonymous":
        client.force_login(cast[actor])
    before = Participant.objects.count()

    answer_ = client.post(reverse("enrolment:invitation-accept", args=[invitation.token]), {"name": "だれか"})

    assert (answer_.status_code, Participant.objects.count()) == (403, before)


def test_an_unproven_address_does_not_accept(invitation):
    login = signed_up_login("new@test.example", "立川市")
    login.emailaddress_set.update(verified=False)

    with pytest.raises(PermissionDenied):
        accept(invitation, login)


def test_somebody_registered_without_login_is_the_one_who_accepts(cast, department, invitation):
    waiting = add_colleague(department=department, name="見本三郎", mail="new@test.example", by=cast.coordinator)
    login = signed_up_login("new@test.example", "立川市")

    assert accept(invitation, login) == waiting
    assert department.participants.filter(user=login).count() == 1


def test_an_address_of_the_municipality_ties_the_login(department, invitation):
    login = signed_up_login("new@test.example")
    MailDomain.objects.create(municipality=department.municipality, domain="test.example")

    accept(invitation, login)

    assert User.objects.get(pk=login.pk).municipality == department.municipality


def test_another_address_waits_for_the_office_and_is_told_so(client, invitation):
    login = signed_up_login("new@test.example")
    accept(invitation, login)
    client.force_login(login)

    answer_ = client.get(reverse("enrolment:person-list"))

    assert User.objects.get(pk=login.pk).municipality is None
    assert "事務局が所属を確認しています" in answer_.content.decode()


def test_a_login_of_another_municipality_is_refused_and_the_invitation_stays_open(invitation):
    login = signed_up_login("new@test.example", "府中市")

    with pytest.raises(ValidationError):
        accept(invitation, login)

    assert Invitation.objects.get(pk=invitation.pk).is_open


def expire(invitation, clock, cast):
    clock.move_to("2021-11-08T09:00+09:00")


def use_up(invitation, clock, cast):
    accept(invitation, User.objects.get(email="new@test.example"))


def withdraw(invitation, clock, cast):
    withdraw_invitation(invitation=invitation, by=cast.coordinator)


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        (expire, "この招待は、期限が過ぎました。部署の窓口の方に、もう一度送ってもらってください。"),
        (use_up, "この招待は、すでに使われています。"),
        (withdraw, "この招待は、取り消されました。部署の窓口の方にお確かめください。"),
    ],
)
def test_a_closed_invitation_says_why(client, clock, cast, invitation, end, sentence):
    login = signed_up_login("new@test.example", "立川市")
    end(invitation, clock, cast)
    invitation.refresh_from_db()

    with pytest.raises(ValidationError) as refusal:
        accept(invitation, login)
    page = client.get(reverse("enrolment:invitation-accept", args=[invitation.token])).content.decode()

    assert refusal.value.messages == [sentence]
    assert sentence in page


def test_the_same_address_is_not_invited_twice_at_once(cast, department, invitation):
    with pytest.raises(ValidationError) as refusal:
        invite(department=department, mail="NEW@test.example", by=cast.coordinator)

    assert refusal.value.message_dict == {
        "mail": ["このメールアドレスには、すでに招待を送っています。送り直すときは、先に取り消してください"]
    }
