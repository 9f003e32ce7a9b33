"""An invited person without a login: the code that comes to the invited address is enough."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from sessions.enrolment.actions.invitations import accept_invitation, invite
from sessions.enrolment.models import Invitation
from studygroup.models import User
from studygroup.notices.models import OutboxLetter
from tests.factories.cms import enter
from tests.factories.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(invitation) -> str:
    return reverse("enrolment:invitation-accept", args=[invitation.token])


@pytest.fixture
def newcomer(client, url) -> User:
    """Somebody of no municipality's domain who came in by the invitation, signed in with `client`."""
    client.post(url, {"send": "1"})
    client.post(url, {"code": code()})
    client.post(url, {"name": "見本 三郎"})
    return User.objects.get(email="new@test.example")


def code() -> str:
    return re.search(r"\d{6}", mail.outbox[-1].body)[0]


def test_opening_the_link_sends_no_code_and_makes_no_login(client, url):
    page = words(client.get(url))

    assert ("確認コードを送る" in page, 'name="code"' in page) == (True, False)
    assert (mail.outbox, User.objects.filter(email="new@test.example").exists()) == ([], False)


def test_the_code_goes_to_the_invited_address_and_to_no_other(client, url):
    page = words(client.post(url, {"send": "1", "mail": "another@test.example"}, follow=True))

    assert ([letter.to for letter in mail.outbox], 'name="code"' in page) == ([["new@test.example"]], True)


def test_the_code_alone_leads_to_the_invitation_and_into_the_department(client, url, department):
    client.post(url, {"send": "1"})

    page = words(client.post(url, {"code": code()}, follow=True))
    client.post(url, {"name": "見本 三郎"})

    assert "参加する" in page
    assert User.objects.get(email="new@test.example").participants.get().department == department


def test_a_wrong_code_lets_nobody_in_and_five_spend_it(client, url):
    client.post(url, {"send": "1"})
    right = code()
    wrong = "000000" if right != "000000" else "111111"

    answers = [words(client.post(url, {"code": wrong})) for _ in range(5)]
    last = words(client.post(url, {"code": right}))

    assert ["確認コードが違います" in answer for answer in answers] == [True] * 4 + [False]
    assert "この確認コードは使えなくなりました" in last
    assert not User.objects.filter(email="new@test.example").exists()


def test_a_code_for_one_address_is_none_for_another(client, cast, department, url):
    other = invite(department=department, mail="other@test.example", by=cast.coordinator)
    client.post(url, {"send": "1"})

    client.post(reverse("enrolment:invitation-accept", args=[other.token]), {"code": code()})

    assert not User.objects.filter(email="other@test.example").exists()


def test_somebody_with_a_role_signs_in_the_usual_way_and_comes_back(client, cast, department):
    invitation = invite(department=department, mail=cast.advisor.email, by=cast.coordinator)
    url = reverse("enrolment:invitation-accept", args=[invitation.token])
    client.post(url, {"send": "1"})

    answer = client.post(url, {"code": code()})

    assert (answer["Location"], "_auth_user_id" in client.session) == (f"/accounts/login/?next={url}", False)


def test_a_withdrawn_invitation_sends_no_code(client, invitation, url):
    Invitation.objects.update(withdrawn_at=invitation.invited_at)

    client.post(url, {"send": "1"})

    assert mail.outbox == []


@pytest.mark.parametrize("address", ["/my/", "/attend/mitigation-2021-2/", "/attend/meetings-2021-2/"])
def test_from_outside_the_domains_the_pages_say_that_the_office_checks(client, newcomer, address):
    page = words(client.get(address))

    told = ("所属を確認しています" in page, "部署の参加登録をする" in page, "参加登録をしていません" in page)
    assert told == (True, False, False)


def test_the_coordinator_reads_that_the_office_still_checks(newcomer):
    letter = OutboxLetter.objects.get(kind="membership", to_address="coordinator@test.example")

    assert letter.subject == "見本 三郎さんが環境課への参加を申し込みました"
    assert "への参加を申し込みました（事務局が確認しています）。" in letter.body
    assert "事務局が所属を確認します" in letter.body


def test_who_waits_for_the_office_is_marked_and_not_counted_among_the_people(cast, newcomer):
    coordinator = Client()
    coordinator.force_login(cast.coordinator)

    people, own = words(coordinator.get("/my/people/")), words(coordinator.get("/my/"))

    assert "立川市 環境課（1名、ほかに所属の確認待ち1名）" in people
    assert '<span class="chip chip--soon">所属の確認待ち</span>' in people
    assert ("立川市 環境課（1名）" in own, "見本 三郎" in own) == (True, False)


def test_of_somebody_of_the_domain_there_is_nothing_to_check(cast, invitation, department):
    user = User.objects.create_user("new@test.example", name="見本 三郎", municipality=department.municipality)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)

    accept_invitation(invitation=invitation, name="見本 三郎", by=user)

    letter = OutboxLetter.objects.get(kind="membership")
    assert ("参加しました" in letter.subject, "事務局が所属を確認します" in letter.body) == (True, False)


def test_the_office_sees_which_department_invited_who_waits(settings, cast, newcomer, department):
    office = enter(Client(), settings, cast.secretariat)

    rows = office.get("/cms/waiting_people/").context["rows"]

    assert [one.department for user, people in rows if user == newcomer for one in people] == [department]


def test_staff_are_not_asked_for_a_department_before_the_day_is_set(client, cast):
    client.force_login(cast.staff)

    page = words(client.get("/attend/meetings-2021-2/"))

    told = ("日程が決まると、参加方法を答えられます" in page, "次の画面で" in page, "所属をお知らせください" in page)
    assert told == (True, False, False)
