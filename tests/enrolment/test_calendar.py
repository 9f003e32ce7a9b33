"""A person's own calendar: its private address, which is replaced and ended, and the file."""

import pytest
from django.utils import timezone
from icalendar import Calendar

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.models import CalendarFeed
from sessions.models import StudySession
from studygroup.models import Participant
from tests.factories.cast import entered

MITIGATION, ADAPTATION = "mitigation-2021-2", "adaptation-2021-2"


def feed_of(client, user):
    entered(client, user).post("/my/calendar/")
    client.logout()
    return f"/my/calendar/{CalendarFeed.objects.get(user=user).token}.ics"


def events(response) -> dict[str, dict]:
    found = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(event["uid"]).partition("@")[0]: event for event in found}


def test_the_private_calendar_has_what_the_person_is_signed_up_for(client, cast, colleague, at):
    own = cast.coordinator.participations[0]
    answer(participant=own, study_session=at(MITIGATION), mode="venue", by=cast.coordinator)
    answer(participant=own, study_session=at(ADAPTATION), mode="absent", by=cast.coordinator)
    answer(participant=colleague, study_session=at(ADAPTATION), mode="online", by=cast.coordinator)

    response = client.get(feed_of(client, cast.coordinator))

    assert list(events(response)) == [MITIGATION]
    assert (response["Content-Type"], response["Cache-Control"]) == (
        "text/calendar; charset=utf-8",
        "private, no-store",
    )


@pytest.mark.parametrize(("mode", "is_told"), [("online", True), ("venue", False)])
def test_the_join_link_is_for_those_who_signed_up_online(client, cast, at, mode, is_told):
    StudySession.objects.filter(code=MITIGATION).update(join_url="https://meet.example/62")
    own = cast.participant.participations[0]
    row = answer(participant=own, study_session=at(MITIGATION), mode=mode, by=cast.participant)

    event = events(client.get(feed_of(client, cast.participant)))[MITIGATION]

    assert ("https://meet.example/62" in event["description"]) == is_told
    assert event["description"].startswith(f"参加方法：{row.get_mode_display()}（受付番号 {row.receipt}）")


def test_a_replaced_calendar_address_leads_nowhere(client, cast):
    old = feed_of(client, cast.participant)
    new = feed_of(client, cast.participant)

    assert [client.get(address).status_code for address in (old, new)] == [404, 200]


def test_an_unchanged_calendar_is_not_sent_again(client, cast, at, clock):
    own = cast.participant.participations[0]
    address = feed_of(client, cast.participant)
    first = client.get(address)

    unchanged = client.get(address, headers={"if-none-match": first["ETag"]})
    clock.move_to("2021-10-25T10:00+09:00")
    answer(participant=own, study_session=at(MITIGATION), mode="online", by=cast.participant)
    changed = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (unchanged.status_code, changed.status_code) == (304, 200)
    assert changed["Last-Modified"] == "Mon, 25 Oct 2021 01:00:00 GMT"


def test_the_calendar_of_someone_suspended_is_empty(client, cast, at):
    own = cast.participant.participations[0]
    answer(participant=own, study_session=at(MITIGATION), mode="online", by=cast.participant)
    address = feed_of(client, cast.participant)
    Participant.objects.filter(pk=own.pk).update(suspended_at=timezone.now())

    assert events(client.get(address)) == {}


def test_a_link_opened_by_a_scanner_makes_no_address(client, cast):
    assert entered(client, cast.participant).get("/my/calendar/").status_code == 405
    assert not CalendarFeed.objects.exists()


def test_an_ended_calendar_leads_nowhere_after_a_page_that_says_so(client, cast):
    address = feed_of(client, cast.participant)
    offered = "/my/calendar/end/" in entered(client, cast.participant).get("/my/").text

    asked = client.get("/my/calendar/end/").text
    between = client.get(address).status_code
    told = client.post("/my/calendar/end/", follow=True).text

    assert (offered, "すぐに使えなくなります" in asked, between) == (True, True, 200)
    assert "カレンダーの購読を終えました" in told
    assert (client.get(address).status_code, "/my/calendar/end/" in told) == (404, False)


def test_who_ends_a_calendar_ends_their_own_alone(client, cast):
    kept = feed_of(client, cast.coordinator)

    entered(client, cast.participant).post("/my/calendar/end/")

    assert client.get(kept).status_code == 200


def test_ones_own_sessions_are_a_file_that_the_receipt_offers(client, cast, at):
    own = cast.participant.participations[0]
    for code in (MITIGATION, ADAPTATION):
        row = answer(participant=own, study_session=at(code), mode="online", by=cast.participant)
    page = entered(client, cast.participant).get(f"/attend/{row.study_session.code}/{row.receipt}/").text

    file = client.get("/my/calendar.ics")

    assert [address in page for address in ("/my/calendar.ics", f"/calendar/{ADAPTATION}.ics")] == [True, True]
    assert set(events(file)) == {MITIGATION, ADAPTATION}
    assert (file["Content-Disposition"], file["Cache-Control"]) == (
        'attachment; filename="my.ics"',
        "private, no-store",
    )


def test_a_colleagues_receipt_offers_the_session_and_not_ones_own_calendar(client, cast, at):
    colleague = cast.participant.participations[0]
    row = answer(participant=colleague, study_session=at(MITIGATION), mode="online", by=cast.coordinator)

    page = entered(client, cast.coordinator).get(f"/attend/{MITIGATION}/{row.receipt}/").text

    assert ("/my/calendar.ics" in page, f"/calendar/{MITIGATION}.ics" in page) == (False, True)
