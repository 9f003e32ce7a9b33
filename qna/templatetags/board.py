"""How questions and answers are written in every template."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from qna import wording
from qna.enums import ReaderState, Theme
from sessions.templatetags.programme import track
from studygroup.templatetags.site import icon

register = template.Library()

CHIPS = {ReaderState.ANSWERED: ("chip chip--open", "check"), ReaderState.PREPARING: ("chip chip--brand", "")}


@register.filter
def as_blocks(text: str) -> list[wording.Block]:
    """Headings, lists and paragraphs of what was typed as plain text."""
    return wording.blocks(text or "")


@register.filter
def clean(text: str) -> str:
    """Without what has no width or turns the direction of writing."""
    return wording.without_unseen(text or "")


@register.simple_tag
def differences(before: str, after: str) -> list[wording.Piece]:
    return wording.differences(before, after)


@register.simple_tag
def theme_mark(theme: str) -> SafeString:
    """Mark and word of a theme, as a track has them."""
    if theme == Theme.OTHER:
        return track("common", "", "", Theme.OTHER.label)
    return track(theme)


@register.simple_tag
def reader_chip(state: str) -> SafeString:
    """「回答済み」 and so on."""
    classes, name = CHIPS.get(state, ("chip", ""))
    return format_html('<span class="{}">{}{}</span>', classes, icon(name) if name else "", ReaderState(state).label)


@register.simple_tag
def told_state(question, is_answered: bool) -> str:
    """The state of `question` as its reader is told: what is published and not yet theirs is being prepared."""
    if question.is_published and not is_answered:
        return ReaderState.PREPARING
    return question.reader_state


@register.filter
def age_in_days(moment) -> int:
    """Whole days since `moment`, in Tokyo."""
    return (timezone.localdate() - timezone.localdate(moment)).days
