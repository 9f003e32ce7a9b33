"""Counts the queries of each page, and signs a participant in: run by the bench with the site's settings."""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import resolve  # noqa: E402
from wagtail import views as wagtail_views  # noqa: E402
from wagtail.models import Site  # noqa: E402

from studygroup.middleware import SiteMiddleware  # noqa: E402
from studygroup.models import User  # noqa: E402
from tests.load.bench import GATED, PAGES  # noqa: E402


def count(client: Client, path: str) -> tuple[int, int, int]:
    """(all queries, those of Wagtail's routing, those asked more than once) of one uncached, warm request."""
    client.get(path, {"warm": "up"})
    with CaptureQueriesContext(connection) as captured:
        client.get(path, {"bench": "1"})
    statements = [query["sql"] for query in captured.captured_queries]
    return len(statements), routing(path), len(statements) - len(set(statements))


def routing(path: str) -> int:
    """What Wagtail needs to find the page of `path`; nothing for an address that a view of ours answers."""
    if resolve(path).func is not wagtail_views.serve:
        return 0
    request = SiteMiddleware(lambda request: request)(RequestFactory().get(path))
    with CaptureQueriesContext(connection) as captured:
        site = Site.find_for_request(request)
        segments = [segment for segment in path.split("/") if segment]
        site.root_page.specific.route(request, segments)
    return len(captured)


def main() -> None:
    client = Client(headers={"host": "localhost"})
    counts = {name: count(client, path) for name, path in PAGES.items() if name not in GATED}
    client.force_login(User.objects.get(email="participant@demo.example"))
    counts |= {name: count(client, PAGES[name]) for name in GATED}
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    sys.stdout.write(json.dumps({"cookie": cookie, "queries": counts}))


main()
