"""What higher apps have for a series page beside their sections: where those stand, and links for each session's row.

A hook `series_links`: `(user, series) -> SeriesLinks | None`.
"""

from dataclasses import dataclass, field

from wagtail import hooks


@dataclass(frozen=True)
class SeriesLinks:
    """`contents`: (label, anchor) for the page's contents; `by_session`: key of a session → (label, address)s."""

    contents: list[tuple[str, str]] = field(default_factory=list)
    by_session: dict[int, list[tuple[str, str]]] = field(default_factory=dict)


def links_of(user, series) -> SeriesLinks:
    """What all apps above have for `series`, as one."""
    merged = SeriesLinks()
    for ask in hooks.get_hooks("series_links"):
        found = ask(user, series) or SeriesLinks()
        merged.contents.extend(found.contents)
        for key, links in found.by_session.items():
            merged.by_session.setdefault(key, []).extend(links)
    return merged
