"""What the pages are tested with: a browser for each of the cast."""

import pytest


@pytest.fixture
def signed_in(client, cast, settings):
    """`signed_in("coordinator")`: the browser of one of the cast; a second factor is not asked for."""
    settings.DEMO = True

    def enter(actor):
        client.force_login(cast[actor])
        return client

    return enter
