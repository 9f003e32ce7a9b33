"""The real programme of 2021: its years, series, sessions, agendas and changes. Loading twice changes nothing."""

import json
from datetime import date, datetime, time
from pathlib import Path

from django.utils import timezone
from wagtail.models import Page

from sessions.dates import last_day_of_month
from sessions.enums import AgendaTag, DatePrecision, Mode, SessionState
from sessions.models import (
    AgendaItem,
    CalendarPage,
    Opportunity,
    Programme,
    ProgrammePage,
    ProgrammeYear,
    Series,
    SeriesIndex,
    SessionChange,
    SharedItem,
    StudySession,
    Venue,
)
from studygroup.content import ensure_page

DATA = Path(__file__).parent / "data"
MODES = {
    "venue": Mode.VENUE,
    "online_interactive": Mode.ONLINE,
    "live_stream_view_only": Mode.STREAM,
    "archive_view_only": Mode.RECORDING,
}
FULL_WIDTH = str.maketrans("()", "（）")  # the data is half-width; the site writes Japanese signs
TAGS = {label: tag for tag, label in AgendaTag.choices}


def read(name: str) -> dict:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def load_programme(home: Page) -> Programme:
    """The programme with its years and opportunities, the one before it and the one after it, and its page."""
    facts, words = read("curriculum_2021.json"), read("programme_2021.json")
    before, _ = Programme.objects.get_or_create(name=words["predecessor"]["name"], defaults=words["predecessor"])
    programme, created = Programme.objects.get_or_create(
        name=facts["group"]["name"], defaults={**words["programme"], "predecessor": before}
    )
    Programme.objects.get_or_create(
        name=words["successor"]["name"], defaults={**words["successor"], "predecessor": programme}
    )
    if created:
        for order, phase in enumerate(facts["phases"]):
            short = words["short_themes"][order]
            ProgrammeYear.objects.create(programme=programme, sort_order=order, short_theme=short, **phase)
        for order, row in enumerate(words["opportunities"]):
            Opportunity.objects.create(programme=programme, sort_order=order, **row)
    page = ProgrammePage(title="研究会について", slug="about", programme=programme, show_in_menus=True)
    ensure_page(home, page)
    return programme


def load_series(home: Page, programme: Programme) -> dict[str, Series]:
    """Every series at its place in the tree, by key."""
    found = {}
    for row in read("programme_2021.json")["series"]:
        parent = home
        if row["key"] in ("mitigation", "adaptation", "field-trip"):
            index = SeriesIndex(**read("programme_2021.json")["series_index"])
            parent = ensure_page(home, index)
        found[row["key"]] = ensure_page(parent, Series(programme=programme, **_with_dates(row)))
    trip = found["field-trip"]
    if not trip.accepts_enrolments_of.exists():
        trip.accepts_enrolments_of.set([found["mitigation"], found["adaptation"]])
        trip.save_revision().publish()
    ensure_page(home, CalendarPage(title="年間の日程", slug="calendar", show_in_menus=True))
    return found


def _with_dates(row: dict) -> dict:
    return {key: date.fromisoformat(value) if key.startswith("period_") else value for key, value in row.items()}


def load_sessions(series: dict[str, Series]) -> dict[str, StudySession]:
    """The sessions of the year by their id in the data, with agendas, links and the record of changes."""
    facts, words = read("curriculum_2021.json"), read("programme_2021.json")
    venues = {row["key"]: _venue(row) for row in facts["venues"]}
    shared = {row["id"]: _shared_item(row) for row in facts["shared_slots"]}
    found = {}
    for row in facts["sessions"]:
        parent = series[_series_key(row)]
        own_words = words["sessions"].get(row["id"], {})
        existing = StudySession.objects.filter(series=parent, fiscal_year=2021, number=row["no"]).first()
        found[row["id"]] = existing or _create_session(parent, row, own_words, venues, shared)
    _link_replacements(facts["sessions"], found)
    for key, study_session in found.items():
        _tell_changes(study_session, words["sessions"].get(key, {}).get("changes", []))
    return found


def _series_key(row: dict) -> str:
    if row["opportunity"] == "meeting":
        return "meetings"
    return row["track"] or "field-trip"


def _venue(row: dict) -> Venue:
    names = {"town": row["area_label"], "address": row.get("address", "")}
    return Venue.objects.get_or_create(name=row["name"], defaults=names)[0]


def _shared_item(row: dict) -> SharedItem:
    window = row["window"]
    day = date.fromisoformat(window["date"])
    begin, end = (timezone.make_aware(datetime.combine(day, _hour(window[key]))) for key in ("start", "end"))
    title = row["title"].removeprefix("〈案内〉").translate(FULL_WIDTH)
    return SharedItem.objects.get_or_create(
        title=title, defaults={"tag": AgendaTag.GUIDANCE, "starts_at": begin, "ends_at": end}
    )[0]


def _create_session(parent: Series, row: dict, words: dict, venues: dict, shared: dict) -> StudySession:
    study_session = StudySession(
        fiscal_year=2021,
        number=row["no"],
        venue=venues.get(row["venue"]),
        modes=[MODES[mode] for mode in row["modes"]],
        **_when(row),
        **_state(row),
        **{key: value for key, value in words.items() if key != "changes"},
    )
    parent = Page.objects.get(pk=parent.pk)
    parent.add_child(instance=study_session)
    study_session.agenda_items = list(_agenda(row["agenda"], shared))
    study_session.save_revision().publish()
    return StudySession.objects.get(pk=study_session.pk)


def _tell_changes(study_session: StudySession, changes: list[list[str]]) -> None:
    """What had changed in 2021, unless it is there already."""
    if not study_session.changes.exists():
        for day, text in changes:
            SessionChange.objects.create(study_session=study_session, on=date.fromisoformat(day), text=text)


def _when(row: dict) -> dict:
    precision = DatePrecision(row["date_precision"])
    first = date.fromisoformat(row["date"] or row["date_from"])
    last = date.fromisoformat(row["date_to"]) if row.get("date_to") else None
    if precision == DatePrecision.MONTH:
        last = last_day_of_month(first)
    hours = {key: _hour(row.get(key)) for key in ("start", "end", "reception")}
    return {"date_precision": precision, "date_from": first, "date_to": last, **hours}


def _hour(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _state(row: dict) -> dict:
    if row["status"] != SessionState.CANCELLED:
        return {"state": row["status"]}
    return {
        "state": SessionState.CANCELLED,
        "reason": f"{row['reason']}から、中止しました。",
        "called_off_on": date.fromisoformat(row["cancelled_on"]),
        "consequence": row["consequence"],
    }


def _agenda(rows: list[dict], shared: dict):
    for row in rows:
        yield AgendaItem(
            sort_order=row["no"] * 100,
            shared_item=shared.get(row.get("shared_slot")),
            own_tag=TAGS.get(row.get("tag_raw"), ""),
            own_title="" if row.get("shared_slot") else row["title"].translate(FULL_WIDTH),
        )
        for place, title in enumerate(row.get("children", []), start=1):
            yield AgendaItem(sort_order=row["no"] * 100 + place, is_part=True, own_title=title.translate(FULL_WIDTH))


def _link_replacements(rows: list[dict], found: dict[str, StudySession]) -> None:
    for row in rows:
        study_session = found[row["id"]]
        if row.get("replaced_by") and not study_session.replaced_by.exists():
            study_session.replaced_by.set([found[key] for key in row["replaced_by"]])
            study_session.save_revision().publish()
            study_session.changes.all().delete()  # loading is no change
