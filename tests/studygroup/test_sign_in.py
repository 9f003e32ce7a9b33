"""Signing in and signing up, as a browser posts it."""

import re

import pytest
from allauth.core import ratelimit
from django.urls import reverse

from studygroup.actions import tie_by_new_address, tie_to_municipality
from studygroup.models import MailDomain, Municipality, User
from tests.factories.cast import PASSWORD

CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)
LOCK_AFTER = 5


def ask_for_code(client, address):
    return client.post(reverse("account_request_login_code"), {"email": address})


def code_in(mail) -> str:
    return CODE.search(mail.body)[1]


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def sign_up(client, address, name="見本 六花"):
    return client.post(reverse("account_signup"), {"email": address, "name": name})


def test_a_code_from_the_mail_signs_in(client, cast, mailoutbox):
    ask_for_code(client, cast.staff.email)

    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})

    assert is_signed_in(client)


def test_the_mail_with_the_code_is_plain_text_with_a_six_digit_code_alone_on_its_line(client, cast, mailoutbox):
    ask_for_code(client, cast.staff.email)

    assert (mailoutbox[0].alternatives, mailoutbox[0].attachments, len(CODE.findall(mailoutbox[0].body))) == ([], [], 1)


def test_a_wrong_code_does_not_sign_in(client, cast, mailoutbox):
    ask_for_code(client, cast.staff.email)
    wrong = f"{(int(code_in(mailoutbox[0])) + 1) % 1_000_000:06}"

    client.post(reverse("account_confirm_login_code"), {"code": wrong})

    assert not is_signed_in(client)


def test_opening_the_pages_of_a_code_does_not_use_it_up(client, cast, mailoutbox):
    ask_for_code(client, cast.staff.email)
    for _ in range(5):
        client.get(reverse("account_confirm_login_code"))

    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})

    assert is_signed_in(client)


def test_an_unknown_address_gets_the_same_answer_as_a_known_one(client, cast, mailoutbox):
    known = ask_for_code(client, cast.staff.email)
    client.cookies.clear()
    unknown = ask_for_code(client, "nobody@test.example")

    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)


def test_signing_up_with_a_known_address_gets_the_same_answer_as_with_a_new_one(client, cast, mailoutbox):
    new = sign_up(client, "new@test.example")
    client.cookies.clear()
    known = sign_up(client, cast.staff.email)

    assert (known.status_code, known.url) == (new.status_code, new.url)


def test_a_password_signs_in(client, cast):
    client.post(reverse("account_login"), {"login": cast.staff.email, "password": PASSWORD})

    assert is_signed_in(client)


def test_looking_at_the_sign_out_page_signs_nobody_out(client, cast):
    client.force_login(cast.staff)

    client.get(reverse("account_logout"))

    assert is_signed_in(client)


def test_failures_lock_the_account_and_not_the_address_of_the_city_hall(client, cast):
    for _ in range(LOCK_AFTER):
        client.post(reverse("account_login"), {"login": cast.staff.email, "password": "wrong"})

    client.post(reverse("account_login"), {"login": cast.staff.email, "password": PASSWORD})
    locked = not is_signed_in(client)
    client.post(reverse("account_login"), {"login": cast.other.email, "password": PASSWORD})

    assert (locked, is_signed_in(client)) == (True, True)


@pytest.mark.parametrize(
    ("address", "municipality"),
    [
        ("ichiro@city.tachikawa.lg.jp", "立川市"),
        ("ichiro@kankyo.city.tachikawa.lg.jp", "立川市"),
        ("Ichiro@CITY.TACHIKAWA.lg.jp", "立川市"),
        ("ichiro@toshimamura.org", "利島村"),
        ("ichiro@notcity.tachikawa.lg.jp.example", None),
        ("ichiro@xcity.tachikawa.lg.jp", None),
        ("ichiro@lg.jp", None),
        ("ichiro@mail.example", None),
    ],
)
def test_a_proven_address_ties_to_the_municipality_that_owns_its_domain(client, db, mailoutbox, address, municipality):
    Municipality.objects.get(name="立川市").mail_domains.update(domain="city.tachikawa.lg.jp")
    sign_up(client, address)

    client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[0])})

    user = User.objects.get(email=address.lower())
    assert (str(user.municipality) if user.municipality else None) == municipality


def test_an_unproven_address_ties_to_nothing(client, db):
    sign_up(client, "ichiro@toshimamura.org")

    assert User.objects.get(email="ichiro@toshimamura.org").municipality is None


def test_somebody_of_an_unknown_domain_waits_for_the_office(client, db, mailoutbox):
    sign_up(client, "ichiro@mail.example")

    client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[0])})

    assert [user.email for user in User.objects.waiting_for_municipality()] == ["ichiro@mail.example"]


def test_sign_up_mails_one_address_five_times_an_hour_and_keeps_what_was_typed(client, db, rf, mailoutbox):
    for _ in range(5):
        ratelimit.consume(rf.post("/"), action="signup_letter", key="victim@test.example")

    refused = sign_up(client, "Victim@test.example").content.decode()
    sign_up(client, "other@test.example")

    assert [mail.to for mail in mailoutbox] == [["other@test.example"]]
    assert "このメールアドレスには、続けて確認コードをお送りしました。" in refused
    assert 'value="見本 六花"' in refused


def test_a_mistyped_sign_up_counts_for_nothing(client, db, mailoutbox):
    for _ in range(6):
        sign_up(client, "rikka@test.example", name="")

    sign_up(client, "rikka@test.example")

    assert [mail.to for mail in mailoutbox] == [["rikka@test.example"]]


def test_the_longest_domain_owns_an_address(db):
    tachikawa, fuchu = Municipality.objects.get(name="立川市"), Municipality.objects.get(name="府中市")
    MailDomain.objects.create(municipality=tachikawa, domain="shared.example")
    MailDomain.objects.create(municipality=fuchu, domain="fuchu.shared.example")

    owners = [Municipality.objects.owning_address(f"a@{host}.example").first() for host in ("shared", "fuchu.shared")]

    assert owners == [tachikawa, fuchu]


@pytest.mark.parametrize(
    ("address", "municipality"), [("ichiro@toshimamura.org", "利島村"), ("ichiro@mail.example", None)]
)
def test_a_new_address_ties_to_the_owner_of_its_domain_or_waits(cast, address, municipality):
    user = cast.staff
    user.email = address

    tie_by_new_address(user=user)

    user.refresh_from_db()
    assert (user.municipality and user.municipality.name) == municipality


def test_what_the_office_tied_stays_when_the_address_changes(cast):
    user = User.objects.create_user("hanako@elsewhere.example")
    tie_to_municipality(user=user, municipality=Municipality.objects.get(name="青梅市"), by=cast.secretariat)
    user.email = "hanako@mail.example"

    tie_by_new_address(user=user)

    user.refresh_from_db()
    assert user.municipality.name == "青梅市"
