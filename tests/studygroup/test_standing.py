"""Why somebody signed in reads no more than anyone does is said above every page."""

import pytest

from studygroup.models import User
from tests.factories.cast import ACTORS
from tests.factories.cms import enter

pytestmark = pytest.mark.django_db

SUSPENDED = "参加登録が停止されています。"
WAITING = "所属の確認待ちです。"
TOLD = {actor: [] for actor in ACTORS} | {"suspended": [SUSPENDED], "waiting": [WAITING]}


@pytest.fixture
def waiting():
    return User.objects.create_user("waiting@elsewhere.example")


def told(client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    return [sentence for sentence in (SUSPENDED, WAITING) if sentence in html]


@pytest.mark.parametrize("address", ["/", "/news/", "/materials/", "/accounts/email/"])
@pytest.mark.parametrize("actor", TOLD)
def test_standing_is_said_to_whom_it_concerns_on_every_page(client, settings, cast, waiting, actor, address):
    if actor != "anonymous":
        enter(client, settings, waiting if actor == "waiting" else cast[actor])

    assert told(client, address) == TOLD[actor]


def test_standing_leads_to_the_office(client, cast):
    client.force_login(cast.suspended)

    html = client.get("/news/").content.decode()

    assert '<a class="btn btn--secondary btn--small" href="/contact/">お問い合わせ</a>' in html
