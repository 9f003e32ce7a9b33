"""A closed thing tells whoever is signed in and yet shut out, or not yet confirmed, that this is why."""

import pytest

from sessions.enums import Audience
from studygroup.models import User
from tests.factories.archive import make_material, make_video

SUSPENDED = "参加登録が停止されているため、一般に公開しているものだけをご覧いただけます。"
WAITING = "所属の確認待ちです。運営事務局が所属の自治体を確認し、メールでお知らせします。"
MAKERS = [make_material, make_video]
CLOSED_TO_BOTH = [audience for audience in Audience.values if audience != Audience.PUBLIC]


@pytest.fixture
def waiting(db):
    return User.objects.create_user("waiting@elsewhere.example")


def closed_page(client, reader, thing) -> str:
    """What stands in the page itself, below what is said above every page."""
    client.force_login(reader)
    answer = client.get(thing.get_absolute_url())
    assert answer.status_code == 403
    return answer.content.decode().partition('<main id="main"')[2]


@pytest.mark.parametrize("audience", CLOSED_TO_BOTH)
@pytest.mark.parametrize("make", MAKERS)
def test_somebody_suspended_reads_why_and_where_to_turn(client, cast, make, audience):
    html = closed_page(client, cast.suspended, make(audience=audience))

    assert SUSPENDED in html
    assert "運営事務局へお問い合わせください" in html
    assert WAITING not in html


@pytest.mark.parametrize("audience", CLOSED_TO_BOTH)
@pytest.mark.parametrize("make", MAKERS)
def test_somebody_who_waits_for_the_office_reads_what_comes_next(client, waiting, make, audience):
    html = closed_page(client, waiting, make(audience=audience))

    assert WAITING in html
    assert SUSPENDED not in html


@pytest.mark.parametrize("make", MAKERS)
def test_neither_is_offered_what_would_not_open_it(client, cast, waiting, make):
    thing = make(audience=Audience.ENROLLED_DEPARTMENT)

    pages = [closed_page(client, reader, thing) for reader in (cast.suspended, waiting)]

    assert not any("btn--" in html for html in pages)


@pytest.mark.parametrize("make", MAKERS)
def test_staff_who_only_lacks_the_enrolment_reads_neither(client, cast, make):
    html = closed_page(client, cast.staff, make(audience=Audience.ENROLLED_DEPARTMENT))

    assert SUSPENDED not in html
    assert WAITING not in html
