"""How series, sessions and their items are marked in every template: track, kind, status, date block."""

import json
from functools import cache

from django import template
from django.contrib.auth.models import AnonymousUser
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sessions.dates import WEEKDAYS, date_in_words, fiscal_year_of
from sessions.enums import TALKING_TAGS, AgendaTag, DatePrecision, Track
from sessions.links import SeriesLinks, links_of
from sessions.models import AgendaLine, Series, StudySession
from sessions.models.series import series_for_a_period
from sessions.structured_data import event_of
from studygroup.templatetags.site import icon

register = template.Library()

TRACK_CLASSES = {Track.MITIGATION: "is-mit", Track.ADAPTATION: "is-ada"}
TRACK_MARKS = {
    Track.MITIGATION: mark_safe(
        '<circle cx="14" cy="14" r="13"/><path class="glyph" d="M14 7v13M8.5 14.5 14 20l5.5-5.5"/>'
    ),
    Track.ADAPTATION: mark_safe(
        '<path d="M14 1 26 5v9c0 6.6-5 11-12 13.4C7 25 2 20.6 2 14V5z"/><path class="glyph" d="m8.5 14 4 4 7.5-8"/>'
    ),
}
COMMON_MARK = mark_safe(
    '<path d="M3 1h22a2 2 0 0 1 2 2v22a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2z"/>'
    '<path class="glyph" d="M8 9h12M8 14h12M8 19h7"/>'
)
KIND_ICONS = {
    AgendaTag.EXPLANATION: "book",
    AgendaTag.PRESENTATION: "stage",
    AgendaTag.CASE_PRESENTATION: "stage",
    AgendaTag.LECTURE: "megaphone",
    AgendaTag.DIALOGUE: "talk",
    AgendaTag.GUIDANCE: "flag",
    AgendaTag.REPORT: "report",
    AgendaTag.REVIEW: "note",
    AgendaTag.GROUP_WORK: "group",
}
NOT_IN_A_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
STATUS_ICONS = {"open": "check", "soon": "clock", "off": "alert"}


@register.filter
def track_class(kind: str) -> str:
    """The class that sets colour and edge of a track."""
    return TRACK_CLASSES.get(kind, "is-all")


@register.simple_tag
@cache
def track(kind: str, suffix: str = "", extra_class: str = "", label: str = "") -> SafeString:
    """A track's mark and word: `{% track series.track "分科会　第2回" "track--lg" %}`; `label` replaces the word."""
    word = label or Track(kind).label
    return format_html(
        '<span class="{}"><svg class="track__mark" viewBox="0 0 28 28" aria-hidden="true" focusable="false">{}</svg>'
        "{}{}</span>",
        f"track {track_class(kind)} {extra_class}".strip(),
        TRACK_MARKS.get(kind, COMMON_MARK),
        word,
        suffix,
    )


@register.simple_tag
@cache
def shared_chip() -> SafeString:
    """⟨共通⟩, of an item that two sessions hold in common."""
    return mark_safe('<span class="chip" title="緩和策分科会と適応策分科会に共通の議題">共通</span>')


@register.simple_tag
@cache
def thumb(kind: str) -> SafeString:
    """A track's drawing, where a film has no picture to show. Not lazy: the three are small, and in every cache."""
    drawing = static(f"icons/thumb-{Track(kind).value}.svg")
    return format_html('<img class="thumb" src="{}" alt="" width="320" height="180">', drawing)


@register.simple_tag
def series_track(series: Series, suffix: str = "", extra_class: str = "") -> SafeString:
    """The track's mark with the series' own name: 「緩和策分科会」「見学会」."""
    return track(series.track, suffix, extra_class, label=series.title)


@register.simple_tag
@cache
def kind(tag: str, label: str = "") -> SafeString:
    """The sort of an agenda item: listening ones outlined, taking part filled, guidance dashed; nothing for none."""
    if not tag:
        return mark_safe("")
    manner = "kind--join" if tag in TALKING_TAGS else "kind--notice" if tag == AgendaTag.GUIDANCE else ""
    classes = f"kind {manner}".strip()
    return format_html('<span class="{}">{}{}</span>', classes, icon(KIND_ICONS[tag]), label or AgendaTag(tag).label)


@register.simple_tag
def status_chip(study_session: StudySession) -> SafeString:
    """The one chip a session carries."""
    name, word = study_session.status
    return _chip(name, word)


@register.simple_tag
def row_chip(study_session: StudySession, next_session: StudySession | None) -> SafeString:
    """In a table: 「次回」 for the one that comes next on a day, until that day; else its own chip."""
    is_ahead = study_session.is_on_a_day and not (study_session.is_live or study_session.is_today)
    if study_session == next_session and is_ahead:
        return _chip("next", "次回")
    return status_chip(study_session)


@cache
def _chip(name: str, word: str) -> SafeString:
    sign = icon(STATUS_ICONS[name]) if name in STATUS_ICONS else ""
    return format_html('<span class="chip chip--{}">{}{}</span>', name, sign, word)


@register.simple_tag
def date_block(study_session: StudySession) -> SafeString:
    """Month, day and weekday one above the other, or 「11〜12月頃」 while there is no day."""
    if not study_session.is_on_a_day:
        return format_html('<span class="date date--words">{}</span>', study_session.date_in_words)
    day = study_session.date_from
    return format_html(
        '<time class="date" datetime="{}"><span class="date__month">{}月</span>'
        '<span class="date__day">{}<span class="vh">日</span></span><span class="date__dow">{}曜日</span></time>',
        day.isoformat(),
        day.month,
        day.day,
        WEEKDAYS[day.weekday()],
    )


@register.filter
def hours(study_session: StudySession) -> str:
    """「13:30〜16:30」「13:30〜」, or nothing while the hours are open."""
    if not study_session.start:
        return ""
    return f"{study_session.start:%-H:%M}〜" + (f"{study_session.end:%-H:%M}" if study_session.end else "")


@register.filter
def time_of_day(study_session: StudySession) -> str:
    """The hours; on a day without, that they are not told; nothing where there is no day or it is called off."""
    if study_session.start:
        return hours(study_session)
    if study_session.is_called_off or not study_session.is_on_a_day:
        return ""
    return "時刻は公表されていません" if study_session.is_over else "時刻は調整中です"


@register.filter
def period(series: Series) -> str:
    """「6月29日（火）〜12月28日（火）」, of a series that is open for a period."""
    return date_in_words(
        DatePrecision.PERIOD, series.period_from, series.period_until, fiscal_year_of(series.period_from)
    )


@register.filter
def is_period_over(series: Series) -> bool:
    return series.period_until is not None and series.period_until < timezone.localdate()


@register.simple_tag
def open_series() -> list[Series]:
    """What is open for a period, such as 動画講演, on this day."""
    return [series for series in series_for_a_period() if series.is_open_now]


@register.simple_tag(takes_context=True)
def series_links(context, series: Series) -> SeriesLinks:
    """Where the sections of higher apps stand on a series page, and their links for each session."""
    request = context.get("request")
    return links_of(getattr(request, "user", None) or AnonymousUser(), series)


@register.filter
def of_session(links: SeriesLinks, study_session: StudySession) -> list[tuple[str, str]]:
    """The links that stand in the row of one session."""
    return links.by_session.get(study_session.pk, [])


@register.simple_tag(takes_context=True)
def event_data(context, study_session: StudySession) -> SafeString:
    """The session as a block of structured data for search engines; nothing while it has no day."""
    event = event_of(study_session, study_session.get_full_url(context.get("request")))
    if event is None:
        return mark_safe("")
    text = json.dumps(event, ensure_ascii=False).translate(NOT_IN_A_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


@register.filter
def agenda_class(agenda: list[AgendaLine]) -> str:
    """How an agenda stands: without a column of hours, or of kinds, that no item would fill."""
    untimed = not any(line.item.start for line in agenda)
    untagged = not any(line.item.tag for line in agenda)
    return "agenda" + (" agenda--untimed" if untimed else "") + (" agenda--untagged" if untagged else "")
