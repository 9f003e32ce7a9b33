"""The board of the cast, and the office's browser."""

import pytest

from tests.factories.cms import enter
from tests.factories.qna import Board


@pytest.fixture(autouse=True)
def _second_factor_is_set_up(settings):
    """It is rights that are looked at here; see tests/studygroup/test_second_factor.py."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("SecondFactorMiddleware")]


@pytest.fixture
def board(cast):
    return Board(cast)


@pytest.fixture
def office(client, settings, cast):
    """The secretariat in the CMS."""
    return enter(client, settings, cast.secretariat)
