"""Slots: where a lower page shows what a higher app has to say, without knowing it.

A slot is a Wagtail hook with one of our names. The higher app registers in its `wagtail_hooks.py` a function
`(user, thing) -> Section | None`; the lower page renders what it gets, in order.
"""

from dataclasses import dataclass, field

from wagtail import hooks

NAMES = frozenset(
    {
        "home_sections",
        "municipality_map",
        "series_sections",
        "series_aside",
        "study_session_sections",
        "study_session_aside",
        "study_session_card",
        "video_actions",
        "material_sections",
        "live_question_actions",
        "live_stage",
        "my_tasks",
        "my_sections",
        "held_about_me",
        "desk_worklist",
        "page_banner",
        "header_badges",
        "advisor_sections",
    }
)


@dataclass(frozen=True)
class Section:
    """A part of a page: where it stands among the others, its template and that template's context."""

    order: int
    template: str
    context: dict = field(default_factory=dict)


def sections(name: str, user, thing=None) -> list[Section]:
    """What the apps above have for the slot `name`, for this reader and this thing, in order.

    Raises KeyError for a name that is not a slot.
    """
    if name not in NAMES:
        raise KeyError(name)
    found = (ask(user, thing) for ask in hooks.get_hooks(name))
    return sorted((section for section in found if section), key=lambda section: section.order)


def work(order: int, count: int, label: str, url: str, unit: str = "件") -> Section | None:
    """A line of the desk's worklist: how many wait, and where; nothing when none do."""
    if not count:
        return None
    context = {"label": label, "count": count, "unit": unit, "url": url}
    return Section(order, "studygroup/admin/worklist_item.html", context)
