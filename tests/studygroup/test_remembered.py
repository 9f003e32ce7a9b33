"""`{% remembered %}`: rendered once for everybody, until something changes."""

from django.template import Context, Template

from studygroup import page_cache

PART = Template('{% load remembered %}{% remembered "a part" %}{{ word }}{% endremembered %}')


def test_a_part_is_rendered_once_for_everybody():
    assert [PART.render(Context({"word": word})) for word in ("緩和", "適応")] == ["緩和", "緩和"]


def test_a_part_is_rendered_again_when_something_has_changed():
    PART.render(Context({"word": "緩和"}))

    page_cache.raise_version()

    assert PART.render(Context({"word": "適応"})) == "適応"
