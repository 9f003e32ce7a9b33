"""The board of the cast."""

import pytest

from tests.factories.qna import Board


@pytest.fixture(autouse=True)
def _rights_alone(second_factor_is_set_up):
    """It is rights that are looked at here."""


@pytest.fixture
def board(cast):
    return Board(cast)
