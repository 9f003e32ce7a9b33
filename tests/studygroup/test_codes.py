"""Codes from the mail: how they may be typed, what counts as a try, and the ways to start again."""

import re

import pytest
from allauth.core import ratelimit
from django.urls import reverse

from studygroup.account_forms import TOO_MANY_CODES, TOO_MANY_PASSWORDS
from studygroup.account_views import CODE_IS_SPENT
from studygroup.adapters import AccountAdapter
from tests.factories.cast import PASSWORD

CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)
CONFIRM = {
    "sign-in": "account_confirm_login_code",
    "sign-up": "account_email_verification_sent",
    "reset": "account_confirm_password_reset_code",
}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def begin(client, cast, way: str) -> str:
    """Ask for a code; the address where it is typed."""
    if way == "sign-up":
        client.post(reverse("account_signup"), {"email": "new@test.example", "name": "見本 六花"})
    else:
        asked = "account_request_login_code" if way == "sign-in" else "account_reset_password"
        client.post(reverse(asked), {"email": cast.staff.email})
    return reverse(CONFIRM[way])


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def words_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("way", CONFIRM)
@pytest.mark.parametrize("typed", [lambda code: code.translate(FULL_WIDTH), lambda code: f" {code[:3]}　{code[3:]} "])
def test_a_code_is_taken_in_full_width_digits_and_with_spaces(client, cast, mailoutbox, way, typed):
    address = begin(client, cast, way)

    answer = client.post(address, {"code": typed(CODE.search(mailoutbox[-1].body)[1])})

    assert answer.status_code == 302


@pytest.mark.parametrize("way", CONFIRM)
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "確認コードを入力してください"),
        ("12345", "確認コードは6桁の数字です"),
        ("abcdef", "確認コードは6桁の数字です"),
    ],
)
def test_what_is_no_guess_is_told_and_not_counted(client, cast, mailoutbox, way, typed, sentence):
    address = begin(client, cast, way)
    answers = [client.post(address, {"code": typed}) for _ in range(4)]

    right = client.post(address, {"code": CODE.search(mailoutbox[-1].body)[1]})

    assert [sentence in words_of(answer) for answer in answers] == [True] * 4
    assert right.status_code == 302


@pytest.mark.parametrize("way", CONFIRM)
def test_the_third_wrong_code_ends_it_and_says_what_to_do(client, cast, mailoutbox, way):
    address = begin(client, cast, way)
    code = CODE.search(mailoutbox[-1].body)[1]
    tries = [client.post(address, {"code": wrong(code)}, follow=True) for _ in range(3)]

    late = client.post(address, {"code": code})

    assert [CODE_IS_SPENT in words_of(answer) for answer in tries] == [False, False, True]
    assert (late.status_code, late.url) != (200, address)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("way", "start"),
    [("sign-in", "account_login"), ("sign-up", "account_signup"), ("reset", "account_reset_password")],
)
def test_a_mistyped_address_can_be_mended_from_the_page_of_the_code(client, cast, mailoutbox, way, start):
    page = words_of(client.get(begin(client, cast, way)))
    assert f'name="next" value="{reverse(start)}"' in page
    assert "アドレスを直す" in page

    begun_again = client.post(reverse("account_logout"), {"next": reverse(start)}, follow=True)

    assert begun_again.request["PATH_INFO"] == reverse(start)


def test_asking_for_codes_too_often_says_what_to_do(client, cast, rf):
    for _ in range(5):
        ratelimit.consume(rf.post("/"), action="request_login_code", key=cast.staff.email)

    answer = client.post(reverse("account_request_login_code"), {"email": cast.staff.email})

    assert TOO_MANY_CODES in words_of(answer)


def test_a_locked_password_says_what_to_do(client, cast):
    data = {"login": cast.staff.email, "password": "wrong"}
    for _ in range(5):
        client.post(reverse("account_login"), data)

    answer = client.post(reverse("account_login"), data)

    assert AccountAdapter.error_messages["too_many_login_attempts"] in words_of(answer)


def lock_password(client, user) -> None:
    for _ in range(5):
        client.post(reverse("account_login"), {"login": user.email, "password": "wrong"})


def test_a_locked_password_advises_who_is_signed_in_to_choose_a_new_one(client, cast):
    lock_password(client, cast.staff)
    client.force_login(cast.staff)

    page = words_of(client.post(reverse("account_reauthenticate"), {"password": PASSWORD}))

    assert TOO_MANY_PASSWORDS in page
    assert AccountAdapter.error_messages["too_many_login_attempts"] not in page
    assert f'href="{reverse("account_reset_password")}"' in page


def test_a_wrong_password_of_somebody_signed_in_is_still_called_wrong(client, cast):
    client.force_login(cast.staff)

    page = words_of(client.post(reverse("account_reauthenticate"), {"password": "wrong"}))

    assert AccountAdapter.error_messages["incorrect_password"] in page
    assert TOO_MANY_PASSWORDS not in page


def test_a_new_password_opens_what_a_locked_one_kept_shut(client, cast, settings, mailoutbox):
    settings.DEMO = True
    new = "a-new-password-62"
    lock_password(client, cast.staff)
    client.force_login(cast.staff)
    code_page = begin(client, cast, "reset")
    client.post(code_page, {"code": CODE.search(mailoutbox[-1].body)[1]})
    client.post(reverse("account_complete_password_reset"), {"password1": new, "password2": new})
    client.post(reverse("account_login"), {"login": cast.staff.email, "password": new})

    asked = reverse("account_reauthenticate") + "?next=" + reverse("mfa_activate_totp")
    answer = client.post(asked, {"password": new})

    assert (answer.status_code, answer.url) == (302, reverse("mfa_activate_totp"))


def test_who_waits_for_a_code_can_sign_in_by_password_and_still_comes_where_they_wanted(client, cast, mailoutbox):
    wanted = reverse("account_login") + "?next=/calendar/"
    asked = client.post(reverse("account_request_login_code") + "?next=/calendar/", {"email": cast.staff.email})
    page = words_of(client.get(asked.url))
    assert page.count(f'name="next" value="{wanted.replace("/calendar/", "%2Fcalendar%2F")}"') == 1

    begun_again = client.post(reverse("account_logout"), {"next": wanted + "#by-password"})
    answer = client.post(wanted, {"login": cast.staff.email, "password": PASSWORD})

    assert begun_again.url == wanted + "#by-password"
    assert (answer.status_code, answer.url) == (302, "/calendar/")


def test_the_sign_in_page_has_the_part_that_the_page_of_the_code_leads_to(client, cast, mailoutbox):
    page = words_of(client.get(begin(client, cast, "sign-in")))

    client.post(reverse("account_logout"), {"next": reverse("account_login")})

    assert f'value="{reverse("account_login")}#by-password"' in page
    assert 'id="by-password"' in words_of(client.get(reverse("account_login")))


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("account_signup", {"メールアドレスを入力してください", "氏名を入力してください"}),
        ("account_login", {"メールアドレスを入力してください", "パスワードを入力してください"}),
        ("account_request_login_code", {"メールアドレスを入力してください"}),
        ("account_reset_password", {"メールアドレスを入力してください"}),
    ],
)
def test_an_empty_form_says_what_is_missing_by_its_name(client, db, name, sentences):
    answer = client.post(reverse(name), {})

    assert set(re.findall(r'<a href="#[^"]+">([^<]+)</a></li>', words_of(answer))) == sentences


@pytest.mark.parametrize("name", ["account_login", "mfa_add_webauthn"])
def test_without_javascript_the_note_on_passkeys_stands_where_one_would_be_offered(client, cast, settings, name):
    settings.DEMO = True
    if name != "account_login":
        client.post(reverse("account_login"), {"login": cast.staff.email, "password": PASSWORD})
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    page = words_of(client.get(reverse(name)))

    assert page.count("<noscript>") == 1
    assert page.index("<noscript>") < page.index("</main>")


def test_a_closed_page_opened_while_a_code_waits_is_where_the_code_leads(client, cast, mailoutbox):
    begin(client, cast, "sign-in")
    wanted = reverse("enrolment:my")

    form = client.get(client.get(wanted).url, follow=True)
    answer = client.post(form.request["PATH_INFO"], {"code": CODE.search(mailoutbox[-1].body)[1], "next": wanted})

    assert form.context["redirect_field_value"] == wanted
    assert answer.url == wanted
