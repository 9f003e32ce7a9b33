"""Secretariat, organiser and advisors need a passkey or one-time passwords; nobody does in the demo."""

import pytest
from allauth.mfa.models import Authenticator

from tests.factories.cast import ACTORS

WITH_ROLE = ("secretariat", "organiser", "advisor")


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "anonymous"])
def test_those_with_a_role_are_sent_to_set_one_up(client, cast, actor):
    client.force_login(cast[actor])

    answer = client.get("/")

    assert answer.status_code == (302 if actor in WITH_ROLE else 200)


def test_the_way_leads_to_the_page_where_one_is_set_up(client, cast):
    client.force_login(cast.secretariat)

    assert client.get("/cms/").url == "/accounts/2fa/"


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_either_of_the_two_is_enough(client, cast, kind):
    Authenticator.objects.create(user=cast.secretariat, type=kind, data={"name": "", "credential": {}})
    client.force_login(cast.secretariat)

    assert client.get("/").status_code == 200


def test_recovery_codes_alone_are_not_enough(client, cast):
    Authenticator.objects.create(user=cast.secretariat, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(cast.secretariat)

    assert client.get("/").status_code == 302


def test_the_demo_asks_for_none(client, cast, settings):
    settings.DEMO = True
    client.force_login(cast.secretariat)

    assert client.get("/").status_code == 200
