"""The office's own words find what they mean."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.search.corpus import measure, rows, write_documents


def test_the_set_is_large_enough_to_say_something():
    sizes = {"documents.txt": 120, "queries.txt": 60, "blind.txt": 100}

    assert [name for name, least in sizes.items() if len(rows(name)) < least] == []


# What was reached: the tables were made beside the first set; the second was written by somebody who saw neither.
@pytest.mark.parametrize(("name", "recall", "precision"), [("queries.txt", 0.95, 0.95), ("blind.txt", 0.8, 0.8)])
def test_japanese_is_found_as_it_is_meant(db, name, recall, precision):
    figures = measure(AnonymousUser(), name, write_documents())

    assert figures["recall"] >= recall, figures
    assert figures["precision"] >= precision, figures
