"""The office's own words find what they mean."""

from django.contrib.auth.models import AnonymousUser

from tests.search.corpus import measure, rows


def test_the_set_is_large_enough_to_say_something():
    assert (len(rows("documents.txt")) >= 120, len(rows("queries.txt")) >= 60) == (True, True)


def test_japanese_is_found_as_it_is_meant(db):
    figures = measure(AnonymousUser())

    assert figures["recall"] >= 0.95, figures
    assert figures["precision"] >= 0.95, figures
