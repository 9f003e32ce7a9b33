"""How dates, sizes, icons and form fields are written in every template."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django import template
from django.forms import BaseForm, BaseFormSet, BoundField, Field
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

TOKYO = ZoneInfo("Asia/Tokyo")
WEEKDAYS = "月火水木金土日"
KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


class ErrorLink(NamedTuple):
    """One line of the error summary: what to say and the id it leads to ("" for the form as a whole)."""

    target: str
    message: str


@cache
def sprite_url() -> str:
    """The address of the icons; asked for once per process, since hashed names never change while it runs."""
    return static("icons/sprite.svg")


@register.simple_tag
@cache
def icon(name: str, extra_class: str = "") -> SafeString:
    """A decorative icon of the sprite; the words beside it carry the meaning."""
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use href="{}#i-{}"></use></svg>',
        f"icon {extra_class}".strip(),
        sprite_url(),
        name,
    )


@register.simple_tag
def aria_current(url: str, path: str) -> SafeString:
    """Marks a menu link: "page" when it is the page read, "true" when that page lies below it, else nothing."""
    if url == path:
        return mark_safe(' aria-current="page"')
    if url != "/" and path.startswith(url):
        return mark_safe(' aria-current="true"')
    return mark_safe("")


def in_tokyo(value: date) -> date:
    """An aware datetime moved to Tokyo; a plain date or a naive datetime as it is."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(TOKYO)
    return value


@register.filter
def weekday(value: date | None) -> str:
    """「金」"""
    return WEEKDAYS[in_tokyo(value).weekday()] if value else ""


@register.filter
def month_day(value: date | None) -> str:
    """「10月29日（金）」"""
    if not value:
        return ""
    day = in_tokyo(value)
    return f"{day.month}月{day.day}日（{weekday(day)}）"


@register.filter
def year_month_day(value: date | None) -> str:
    """「2021年10月22日」"""
    if not value:
        return ""
    day = in_tokyo(value)
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def full_date(value: date | None) -> str:
    """「2021年10月22日（金）」"""
    return f"{year_month_day(value)}（{weekday(value)}）" if value else ""


@register.filter
def clock_time(value) -> str:
    """「13:30」, of a datetime or a time."""
    if value is None or value == "":
        return ""
    moment = in_tokyo(value)
    return f"{moment.hour}:{moment.minute:02}"


@register.filter
def fiscal_year(value: date | int | None) -> str:
    """「2021年度」, of a western year as stored or of a day in it (the year starts on 1 April)."""
    if not value:
        return ""
    if isinstance(value, int):
        return f"{value}年度"
    day = in_tokyo(value)
    return f"{day.year - (day.month < 4)}年度"


@register.filter
def file_size(size: int | None) -> str:
    """「0.3MB」 from a tenth of a megabyte on, 「48KB」 below."""
    if size is None or size == "":
        return ""
    if size >= MEGABYTE / 10:
        return f"{size / MEGABYTE:.1f}MB"
    return f"{max(round(size / KILOBYTE), min(size, 1))}KB"


@register.filter
def duration(length: float | timedelta | None) -> str:
    """「48:12」 or 「1:32:40」, of seconds or a timedelta."""
    if length is None or length == "":
        return ""
    seconds = int(length.total_seconds() if isinstance(length, timedelta) else length)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@register.simple_tag
def describedby(field: BoundField, help_text: str = "") -> str:
    """The ids of a field's help and error, in reading order, for `aria-describedby`."""
    ids = []
    if help_text or field.help_text:
        ids.append(f"{field.auto_id}_helptext")
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    return " ".join(ids)


@register.simple_tag
def widget(field: BoundField, help_text: str = "", **attrs: str | bool) -> SafeString:
    """The field's control in our class and without a placeholder: what to write stands in label and help."""
    classes = [field.field.widget.attrs.get("class"), "input" if takes_a_line(field) else "", attrs.get("class")]
    if any(classes):
        attrs["class"] = " ".join(filter(None, classes))
    if not field.use_fieldset and (ids := describedby(field, help_text)):
        attrs["aria-describedby"] = ids
    named = {name.replace("_", "-"): value for name, value in attrs.items()}
    return field.as_widget(attrs={"placeholder": False} | named)


def takes_a_line(field: BoundField) -> bool:
    """Whether the control is a box to write in or to choose from, not a mark to tick or a file to pick."""
    return getattr(field.field.widget, "input_type", "text") not in {"checkbox", "radio", "file", "hidden"}


@register.filter
def error_links(form: BaseForm | BaseFormSet) -> list[ErrorLink]:
    """Every message of a form, or of all of a set's, in the order of its fields, each with the control it belongs to.

    Django's own "required" names no field, and several would read alike in one list: it gets the label.
    """
    if isinstance(form, BaseFormSet):
        own = [ErrorLink("", message) for message in form.non_form_errors()]
        return own + [link for each in form.forms for link in error_links(each)]
    links = [ErrorLink("", message) for message in form.non_field_errors()]
    for field in form:
        target = f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
        for message in field.errors:
            nameless = message == Field.default_error_messages["required"]
            links.append(ErrorLink(target, f"{field.label}：{message}" if nameless else message))
    return links
