"""The second factor, set up to the end and used to sign in: one-time passwords, and a passkey in Chromium."""

import re
import time
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.site.conftest import PASSWORD, sign_in

pytestmark = pytest.mark.browser
PERIOD = 30


def code_of(secret: str) -> str:
    """What an app that holds `secret` shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD))


def sign_out(page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda url: "/accounts/logout" not in url)


def type_password(page, account: str) -> None:
    page.goto("/accounts/login/")
    page.locator("summary", has_text="パスワード").click()
    page.fill("input[name=login]", f"{account}@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()


def prove_again(page) -> None:
    """Settings that matter ask for the password once more."""
    page.fill("input[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/reauthenticate" not in url)


def is_signed_in(page) -> bool:
    return page.locator("a[href='/accounts/logout/'], form[action='/accounts/logout/']").count() > 0


@pytest.fixture
def with_key(visit):
    """A page of a browser that holds a security key with a fingerprint reader, as CDP's virtual authenticator."""
    page = visit("/")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    key = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def held() -> int:
        return len(devtools.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"])

    return SimpleNamespace(page=page, held=held)


def test_one_time_passwords_are_set_up_and_asked_for_at_the_next_sign_in(visit):
    page = visit("/accounts/2fa/totp/activate/", account="organiser")
    prove_again(page)
    secret = page.locator(".account-card__secret code").inner_text()
    page.fill("input[name=code]", code_of(secret).translate(str.maketrans("0123456789", "０１２３４５６７８９")))
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda url: "/totp/activate" not in url)

    page.goto("/accounts/2fa/recovery-codes/")
    recovery = re.findall(r"\b[0-9a-f]{8}\b", page.locator("main").inner_text())
    sign_out(page)
    type_password(page, "organiser")
    page.wait_for_url("**/accounts/2fa/authenticate/")
    page.fill("input[name=code]", recovery[0])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/2fa/authenticate" not in url)

    assert (len(recovery), is_signed_in(page)) == (10, True)


def test_a_passkey_is_added_and_signs_in_alone(with_key):
    page = with_key.page
    sign_in(page, "advisor2")
    page.goto("/accounts/2fa/webauthn/add/")
    prove_again(page)
    page.fill("input[name=name]", "職場のパソコン")
    page.check("input[name=passwordless]")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/webauthn/add" not in url)
    sign_out(page)

    page.goto("/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)

    assert (with_key.held(), is_signed_in(page)) == (1, True)
