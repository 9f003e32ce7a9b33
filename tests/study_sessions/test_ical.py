"""The calendar files, read back as a calendar program reads them."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from sessions.enums import SessionState
from sessions.models import SessionChange, StudySession


def events(client, address="/calendar.ics") -> dict:
    calendar = Calendar.from_ical(client.get(address).content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def only_event(client, code):
    (event,) = events(client, f"/calendar/{code}.ics").values()
    return event


def test_every_session_with_a_day_is_in_the_feed(client, db):
    assert set(events(client)) == {
        f"{code}@localhost"
        for code in (
            "meetings-2021-1",
            "mitigation-2021-1",
            "adaptation-2021-1",
            "adaptation-2021-2",
            "mitigation-2021-2",
        )
    }


def test_hours_are_told_in_utc(client, db):
    event = only_event(client, "mitigation-2021-2")

    assert (event.start, event.end) == (
        datetime(2021, 10, 29, 4, 30, tzinfo=UTC),
        datetime(2021, 10, 29, 7, 30, tzinfo=UTC),
    )


def test_a_day_without_hours_is_a_whole_day(client, db):
    assert only_event(client, "meetings-2021-1").start == date(2021, 6, 29)


def test_the_sequence_rises_with_every_recorded_change_and_the_uid_stays(
    client, db, django_capture_on_commit_callbacks
):
    before = only_event(client, "mitigation-2021-2")
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    with django_capture_on_commit_callbacks(execute=True):
        SessionChange.objects.create(study_session=study_session, text="会場を変更しました。")

    after = only_event(client, "mitigation-2021-2")

    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)


def test_the_sequence_counts_changes_alone_however_long_the_agenda(client, db):
    study_session = StudySession.objects.get(code="mitigation-2021-2")

    assert only_event(client, "mitigation-2021-2")["sequence"] == study_session.changes.count()


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (SessionState.SCHEDULED, "CONFIRMED"),
        (SessionState.CANCELLED, "CANCELLED"),
        (SessionState.POSTPONED, "CANCELLED"),
        (SessionState.PLANNED, "TENTATIVE"),
    ],
)
def test_the_status_says_what_became_of_it(client, db, state, status):
    StudySession.objects.filter(code="mitigation-2021-2").update(state=state, reason="見本の理由")

    assert only_event(client, "mitigation-2021-2")["status"] == status


def test_text_with_commas_semicolons_and_line_breaks_survives(client, db):
    theme = "題名, その一; その二\\ の見本"
    StudySession.objects.filter(code="mitigation-2021-2").update(title=theme)

    assert str(only_event(client, "mitigation-2021-2")["summary"]) == theme
