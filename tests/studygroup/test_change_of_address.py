"""Somebody moves to another mail address: proved by a code, and the tie to a municipality follows its domain."""

import re

import pytest
from django.urls import reverse

from studygroup.models import Municipality, User
from tests.factories.cast import PASSWORD

CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)
OLD, NEW = "staff@test.example", "ichiro@toshimamura.org"


@pytest.fixture
def signed_in(client, cast):
    client.post(reverse("account_login"), {"login": cast.staff.email, "password": PASSWORD})
    return client


def ask_for_change(client, address=NEW):
    return client.post(reverse("account_email"), {"action_add": "", "email": address}, follow=True)


def read(user) -> tuple:
    user = User.objects.get(pk=user.pk)
    return user.email, user.municipality and user.municipality.name


def test_a_proved_address_takes_the_place_of_the_old_one_and_the_tie_follows(signed_in, cast, mailoutbox):
    page = ask_for_change(signed_in)
    code = CODE.search(next(mail for mail in mailoutbox if mail.to == [NEW]).body)[1]

    signed_in.post(page.request["PATH_INFO"], {"code": code})

    assert read(cast.staff) == (NEW, "利島村")
    assert list(cast.staff.emailaddress_set.values_list("email", "verified", "primary")) == [(NEW, True, True)]


def test_the_old_address_is_told(signed_in, cast, mailoutbox):
    page = ask_for_change(signed_in)
    code = CODE.search(next(mail for mail in mailoutbox if mail.to == [NEW]).body)[1]

    signed_in.post(page.request["PATH_INFO"], {"code": code})

    assert [mail.to for mail in mailoutbox if "変更" in mail.subject and mail.to != [NEW]] == [[OLD]]


def test_until_it_is_proved_nothing_changes(signed_in, cast, mailoutbox):
    page = ask_for_change(signed_in)

    signed_in.post(page.request["PATH_INFO"], {"code": "000000"})

    assert read(cast.staff) == (OLD, "府中市")


def test_an_address_of_no_known_domain_waits_for_the_office(signed_in, cast, mailoutbox):
    page = ask_for_change(signed_in, "ichiro@mail.example")
    code = CODE.search(next(mail for mail in mailoutbox if mail.to == ["ichiro@mail.example"]).body)[1]

    signed_in.post(page.request["PATH_INFO"], {"code": code})

    assert read(cast.staff) == ("ichiro@mail.example", None)
    assert cast.staff in User.objects.waiting_for_municipality()


def test_the_new_address_signs_in(signed_in, client, cast, mailoutbox):
    page = ask_for_change(signed_in)
    code = CODE.search(next(mail for mail in mailoutbox if mail.to == [NEW]).body)[1]
    signed_in.post(page.request["PATH_INFO"], {"code": code})
    client.cookies.clear()

    client.post(reverse("account_login"), {"login": NEW, "password": PASSWORD})

    assert "_auth_user_id" in client.session
    assert Municipality.objects.get(name="利島村").pk == User.objects.get(email=NEW).municipality_id
