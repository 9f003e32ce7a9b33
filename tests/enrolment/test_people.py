"""同じ部署の人: who keeps the list, who stands in it, and whose login finds them."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_logged_in
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sessions.enrolment.actions.invitations import invite
from sessions.enrolment.actions.membership import (
    add_colleague,
    correct_person,
    end_coordinator,
    keep_person,
    make_coordinator,
    remove_person,
)
from studygroup.models import MailDomain, Participant, User
from tests.factories.cast import ACTORS
from tests.factories.people import allowed, letters, signed_up_login

LAST_DAY = date(2021, 10, 25)
MAY_KEEP = ("coordinator", "secretariat")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("actor", ACTORS)
def test_people_are_added_removed_and_made_coordinator_by_who_coordinates(cast, department, person, actor):
    by = cast[actor]

    done = [
        allowed(lambda: add_colleague(department=department, name="見本 四郎", by=by)),
        allowed(lambda: make_coordinator(participant=person, by=by)),
        allowed(lambda: end_coordinator(participant=person, by=by)),
        allowed(lambda: remove_person(participant=person, last_day=LAST_DAY, by=by)),
        allowed(lambda: keep_person(participant=Participant.objects.get(pk=person.pk), by=by)),
        allowed(lambda: invite(department=department, mail="new@test.example", by=by)),
    ]

    assert done == [actor in MAY_KEEP] * 6


@pytest.mark.parametrize("actor", ACTORS)
def test_a_person_is_corrected_by_themselves_and_by_who_coordinates(cast, actor):
    own = cast.participant.participants.get()

    values = {"name": "見本 𠮷子", "kana": "みほん よしこ", "mail": own.mail, "phone": "042-000-0000"}
    done = allowed(lambda: correct_person(participant=own, by=cast[actor], **values))

    assert done == (actor in (*MAY_KEEP, "participant"))
    assert (Participant.objects.get(pk=own.pk).name == "見本 𠮷子") == done


@pytest.mark.parametrize(
    ("actor", "status"),
    {
        "anonymous": 302,
        "staff": 404,
        "other": 404,
        "participant": 200,
        "coordinator": 200,
        "advisor": 404,
        "secretariat": 200,
        "organiser": 404,
        "suspended": 404,
    }.items(),
)
def test_the_list_of_a_department_is_its_own(client, settings, cast, department, actor, status):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("SecondFactorMiddleware")]
    if actor != "anonymous":
        client.force_login(cast[actor])

    assert client.get(reverse("enrolment:person-list"), {"department": department.pk}).status_code == status


@pytest.mark.parametrize("name", ["person-add", "invitation-add", "handover"])
def test_a_colleague_reads_the_list_but_does_not_keep_it(client, cast, department, name):
    client.force_login(cast.participant)

    assert client.get(reverse(f"enrolment:{name}"), {"department": department.pk}).status_code == 403


def test_the_same_person_is_not_registered_twice_whatever_the_spaces(cast, department):
    add_colleague(department=department, name="見本 花子", mail="shared@test.example", by=cast.coordinator)

    with pytest.raises(ValidationError) as refusal:
        add_colleague(department=department, name="見本　花子", mail="Shared@test.example", by=cast.coordinator)

    assert refusal.value.messages == ["見本　花子さんは、すでにこの部署に登録されています。"]


def test_several_share_a_mailbox_and_its_login(cast, department):
    login = signed_up_login("shared@test.example", "立川市")

    names = ("見本 一", "見本 二")
    people = [
        add_colleague(department=department, name=name, mail="shared@test.example", by=cast.coordinator)
        for name in names
    ]

    assert [person.user for person in people] == [login, login]


def test_a_full_width_address_is_taken_and_the_name_kept_as_typed(client, cast, department):
    client.force_login(cast.coordinator)
    data = {"name": "髙﨑 𠮷子", "mail": "ｋｏ＠ｔｅｓｔ．ｅｘａｍｐｌｅ", "department": department.pk}

    client.post(reverse("enrolment:person-add"), data)

    found = department.participants.get(mail="ko@test.example")
    assert (found.name, letters("membership")) == ("髙﨑 𠮷子", ["ko@test.example"])


def test_a_login_finds_the_people_of_its_mailbox_at_signing_in(person):
    login = signed_up_login("jiro@test.example", "立川市")

    user_logged_in.send(sender=User, request=None, user=login)

    assert Participant.objects.get(pk=person.pk).user == login


def test_a_login_is_tied_and_linked_when_its_address_is_proven(person):
    MailDomain.objects.create(municipality=person.department.municipality, domain="jiro.example")
    Participant.objects.filter(pk=person.pk).update(mail="a@jiro.example")
    login = signed_up_login("a@jiro.example")

    email_confirmed.send(sender=EmailAddress, request=None, email_address=login.emailaddress_set.get())

    assert Participant.objects.get(pk=person.pk).user == login


def test_a_login_of_another_municipality_finds_nobody(person):
    login = signed_up_login("jiro@test.example", "府中市")

    user_logged_in.send(sender=User, request=None, user=login)

    assert Participant.objects.get(pk=person.pk).user is None


def test_another_mailbox_belongs_to_another_login(cast, department):
    login = signed_up_login("hanako@test.example", "立川市")
    person = add_colleague(department=department, name="花子", mail="hanako@test.example", by=cast.coordinator)

    values = {"name": "花子", "kana": "", "mail": "other@test.example", "phone": ""}
    correct_person(participant=person, by=cast.coordinator, **values)

    assert (login.participants.exists(), Participant.objects.get(pk=person.pk).mail) == (False, "other@test.example")


def test_nobody_parts_themselves_from_their_login(cast):
    own = cast.coordinator.participants.get()

    values = {"name": "新しい名", "kana": "", "mail": "lost@test.example", "phone": ""}
    correct_person(participant=own, by=cast.coordinator, **values)

    kept = Participant.objects.get(pk=own.pk)
    assert (kept.name, kept.mail, kept.user) == ("新しい名", own.mail, cast.coordinator)


def test_the_list_asks_as_many_questions_for_three_as_for_one(client, cast, department):
    client.force_login(cast.coordinator)
    client.get(reverse("enrolment:person-list"))

    counts = []
    for names in (["見本 一"], ["見本 二", "見本 三"]):
        for name in names:
            invite(department=department, mail=f"{names.index(name)}-{len(names)}@test.example", by=cast.coordinator)
            add_colleague(department=department, name=name, mail="shared@test.example", by=cast.coordinator)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("enrolment:person-list"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_what_was_typed_before_the_sign_out_is_there_after_signing_in_again(client, cast, department):
    address = f"{reverse('enrolment:person-add')}?department={department.pk}"
    client.post(address, {"name": "髙﨑 𠮷子", "phone": "042"})
    client.force_login(cast.coordinator)

    form = client.get(address).context["form"]

    assert (form["name"].value(), department.participants.filter(name="髙﨑 𠮷子").exists()) == ("髙﨑 𠮷子", False)
