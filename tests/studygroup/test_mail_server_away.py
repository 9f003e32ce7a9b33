"""A mail server that is away or refuses an address: said beside the address, what was typed kept, nothing half-done."""

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from studygroup.adapters import NOT_SENT
from studygroup.models import User

pytestmark = pytest.mark.django_db
ADDRESS = "ichiro@city.tachikawa.example"


class Away(EmailBackend):
    """What Django's SMTP backend does when nobody answers."""

    def send_messages(self, messages):
        raise ConnectionRefusedError(111, "Connection refused")


@pytest.fixture(autouse=True)
def _away(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Away"


@pytest.mark.parametrize("route", ["account_request_login_code", "account_signup", "account_reset_password"])
@pytest.mark.parametrize("known", [True, False])
def test_the_form_comes_back_with_the_reason_and_the_address(client, cast, route, known):
    address = cast.participant.email if known else ADDRESS

    response = client.post(reverse(route), {"email": address, "name": "見本 六花"})

    html = response.content.decode()
    assert (response.status_code, NOT_SENT in html, f'value="{address}"' in html) == (200, True, True)


def test_a_sign_up_whose_code_was_not_sent_leaves_no_account(client):
    client.post(reverse("account_signup"), {"email": ADDRESS, "name": "見本 六花"})

    assert not User.objects.filter(email=ADDRESS).exists()


def test_no_code_is_awaited_that_was_not_sent(client, cast):
    client.post(reverse("account_request_login_code"), {"email": cast.participant.email})

    assert client.get(reverse("account_confirm_login_code")).status_code == 302


def test_an_enrolment_is_not_begun_with_a_code_that_was_not_sent(client):
    response = client.post(reverse("enrolment:start"), {"municipality": "立川市", "mail": ADDRESS})

    html = response.content.decode()
    assert (NOT_SENT in html, f'value="{ADDRESS}"' in html, "立川市" in html) == (True, True, True)
    assert client.get(reverse("enrolment:code")).status_code == 302
