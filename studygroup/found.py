"""How a thing stands among what a search has found, said by its own model."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """`url`: the page of the thing; `text_url`: where its parts are read, if that is elsewhere; `label`: its kind.

    `place` is where it belongs, `when` its date in words; either may be empty.
    """

    title: str
    url: str
    label: str
    place: str = ""
    when: str = ""
    text_url: str = ""
