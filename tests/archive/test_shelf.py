"""The shelf of materials: narrowed by series, year, kind, issuer and field, at a fixed number of queries."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from archive.actions.replacing import replace_file
from sessions.enums import Audience
from sessions.models import Series
from tests.factories.archive import make_material
from tests.factories.files import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def _shelf(db):
    adaptation = {"study_session": None, "series": Series.objects.get(key="adaptation")}
    make_material(
        title="手引き", kind="guidebook", issuer="東京都環境局", field="disaster", fiscal_year=2020, **adaptation
    )
    make_material(title="次第", audience=Audience.PUBLIC)
    make_material(title="提言書", kind="proposal", issuer="研究会", field="environment")


@pytest.mark.usefixtures("_shelf")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"手引き", "次第", "提言書"}),
        ("?kind=guidebook", {"手引き"}),
        ("?year=2021", {"次第", "提言書"}),
        ("?series=adaptation", {"手引き"}),
        ("?issuer=研究会", {"提言書"}),
        ("?field=disaster", {"手引き"}),
        ("?field=disaster&year=2021", set()),
        ("?issuer=none&field=nonsense", {"手引き", "次第", "提言書"}),
    ],
)
def test_it_is_narrowed_as_the_address_asks(client, query, titles):
    things = client.get(f"/materials/{query}").context["things"]

    assert {thing.title for thing in things} == titles


@pytest.mark.usefixtures("_shelf")
def test_only_issuers_of_what_is_listed_are_offered(client):
    make_material(title="公開前", issuer="だれも知らない", announced_on=None)

    assert "だれも知らない" not in client.get("/materials/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_shelf_takes_one_query_count(client, cast, django_assert_num_queries, count):
    for order in range(count):
        material = make_material(order=order)
        replace_file(material=material, file=SimpleUploadedFile("b.pdf", pdf("x")), by=cast.secretariat)
    client.force_login(cast.participant)
    client.get("/materials/")

    with django_assert_num_queries(SHELF_QUERIES):
        client.get("/materials/")


SHELF_QUERIES = 14
